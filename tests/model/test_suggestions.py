"""A value that does not fit is mended where one alone can have been meant, and asked about where several can."""

import pytest

from gmooc.model.suggestions import Suggestion, mend_value


@pytest.mark.parametrize(
    ("fault", "given", "mended"),
    [
        ("date_form", "28.9.2024", Suggestion("2024-09-28")),
        ("date_form", "01-10-2025", Suggestion("", ("2025-10-01", "2025-01-10"))),
        ("date_form", "last week", Suggestion()),
        ("date_form", "2024/02/31", Suggestion()),
        ("moment_form", "2024-9-28 8:00", Suggestion("2024-09-28 08:00")),
        ("country_code", "Кения", Suggestion("KE")),
        ("country_code", "Côte d’Ivoire", Suggestion("CI")),
        ("country_code", "UK", Suggestion("GB")),
        ("country_code", "Atlantis", Suggestion()),
        ("country_code", "Korea", Suggestion("", ("KR", "KP"))),
        ("country_code", "Congo", Suggestion("CG", ("CG", "CD"))),
        ("language_tag", "zh_cn", Suggestion("zh-CN")),
        ("language_tag", "中文", Suggestion("zh")),
        ("language_tag", "French", Suggestion("fr")),
        ("url_scheme", "www.example.org/a", Suggestion("https://www.example.org/a")),
        ("url_scheme", "javascript:alert(1)", Suggestion()),
        ("publish_form", "2027-1-24 8:00 Beijing time", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        ("publish_form", "2027/01/24 08:00 (UTC+8)", Suggestion("2027-01-24 08:00 UTC+08:00")),
        ("publish_form", "2027-01-24T08:00:30.5+08:00", Suggestion("2027-01-24 08:00 UTC+08:00")),
        ("publish_form", "2027-01-24T08:00:30z", Suggestion("2027-01-24 08:00 UTC")),
        ("publish_form", "2027年1月24日 8：00 北京时间", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        ("publish_form", "2027-01-24 08:00 asia/shanghai", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        (
            "publish_form",
            "2027-01-24 08:00",
            Suggestion("", ("2027-01-24 08:00 Asia/Shanghai", "2027-01-24 08:00 UTC")),
        ),
        (
            "publish_form",
            "01-02-2027 08:00 GMT",
            Suggestion("", ("2027-02-01 08:00 UTC", "2027-01-02 08:00 UTC")),
        ),
        ("publish_form", "2027-01-24 25:00 UTC", Suggestion()),
        ("publish_form", "2027-01-24 08:00 CST", Suggestion()),
        ("publish_form", "2027-01-24", Suggestion()),
        ("publish_form", "soon", Suggestion()),
        ("zone_name", "Beijing", Suggestion("Asia/Shanghai")),
        ("zone_name", "北京时间", Suggestion("Asia/Shanghai")),
        ("zone_name", "UTC+8", Suggestion("Asia/Shanghai")),
        ("zone_name", "GMT+08:00", Suggestion("Asia/Shanghai")),
        ("zone_name", "UTC+3", Suggestion()),
        ("zone_name", "europe/paris", Suggestion("Europe/Paris")),
        ("zone_name", "CST", Suggestion()),
        ("time_exists", "2026-10-31 24:00", Suggestion("2026-10-31 23:59")),
        ("time_exists", "2026-10-31 25:00", Suggestion()),
        ("orcid_form", "1111-2222-3333-006x", Suggestion("1111-2222-3333-006X")),
        ("orcid_form", "111122223333006X", Suggestion("1111-2222-3333-006X")),
        ("orcid_form", "0000 0002 1825 0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "0000–0002–1825–0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "orcid.org/0000-0002-1825-0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "ORCID: 0000-0002-1825-0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "０００００００２１８２５００９７", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "0000000218250098", Suggestion()),
        ("orcid_form", "000000021825009", Suggestion()),
        ("int_parsing", "4 and 5", Suggestion()),
        ("bool_parsing", "是", Suggestion("true")),
        ("target_number", "Target 4.A", Suggestion("4.a")),
    ],
)
def test_value_is_mended(fault, given, mended):
    assert mend_value(fault, given) == mended
