"""Name the types of front matter values, each with the function that reads it and what schemas say of it."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints

from gmooc.core.datetimes import LocalMoment, PublishTime
from gmooc.model.values import (
    ALIAS,
    IDENTIFIER,
    LANGUAGE_TAG,
    MOMENT,
    MOST_COUNTED,
    ORCID_ADDRESS,
    PUBLISH_TIME,
    TARGET,
    read_country,
    read_date,
    read_form,
    read_local_moment,
    read_orcid,
    read_picture_path,
    read_publish_time,
    read_visible,
    read_web_address,
    read_zone,
)


def _shown(pattern: str, example: str) -> Any:
    """Give the pattern to schemas, for editors; the reader has checks of its own, with words of their own."""
    return Field(json_schema_extra={"pattern": f"^(?:{pattern})$", "examples": [example]})


VISIBLE = AfterValidator(read_visible)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), VISIBLE]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), VISIBLE]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), VISIBLE]
PicturePath = Annotated[str, BeforeValidator(read_picture_path), VISIBLE]
Day = Annotated[date, BeforeValidator(read_date)]
Moment = Annotated[
    LocalMoment,
    PlainValidator(read_local_moment, json_schema_input_type=str),
    _shown(MOMENT.pattern, "2024-09-28 23:59"),
]
Zone = Annotated[str, BeforeValidator(read_zone)]
PublishAt = Annotated[
    PublishTime,
    PlainValidator(read_publish_time, json_schema_input_type=str),
    # In the patterns of schemas groups have no names.
    _shown(re.sub(r"\?P<\w+>", "", PUBLISH_TIME.pattern), "2027-01-24 08:00 Asia/Shanghai"),
]
Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    BeforeValidator(read_web_address),
    VISIBLE,
    _shown("[Hh][Tt][Tt][Pp][Ss]?://.+", "https://example.org/page"),
]
Country = Annotated[str, BeforeValidator(read_country), _shown("[A-Z]{2}", "KE")]
Orcid = Annotated[str, BeforeValidator(read_orcid), _shown(ORCID_ADDRESS, "0000-0002-1825-0097")]
Goal = Annotated[int, Field(ge=1, le=17)]
Year = Annotated[int, Field(ge=2021, le=2100)]
Count = Annotated[int, Field(ge=0, le=MOST_COUNTED)]
Language = Annotated[
    str,
    AfterValidator(partial(read_form, "language_tag")),
    _shown(LANGUAGE_TAG.pattern, "zh"),
]
Identifier = Annotated[
    str,
    StringConstraints(max_length=80),
    AfterValidator(partial(read_form, "identifier")),
    _shown(IDENTIFIER.pattern, "gmooc-2024"),
]
Alias = Annotated[
    str,
    StringConstraints(max_length=80),
    AfterValidator(partial(read_form, "alias")),
    _shown(ALIAS.pattern, "2023/rain-school"),
]
Target = Annotated[
    str,
    AfterValidator(partial(read_form, "target_number")),
    _shown(TARGET.pattern, "4.7"),
]
