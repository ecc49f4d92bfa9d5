"""Count the projects of each country, from the tables."""

import csv
import json
import sys
from collections import Counter
from urllib.parse import urljoin
from urllib.request import urlopen

start = sys.argv[1]  # the address of api/v1/index.json
index = json.load(urlopen(start))
count = Counter()
for table in index["projects"]["csv"]:
    lines = urlopen(urljoin(urljoin(start, index["root"]), table)).read().decode().splitlines()
    for row in csv.DictReader(lines):
        if row["is_translation"] == "false":
            count.update(row["countries"].split("; "))
print(count.most_common())
