"""Print the projects for goal 4 that are pilots."""

import json
import sys
from urllib.parse import urljoin
from urllib.request import urlopen


def get(address):
    with urlopen(address) as answer:
        return json.load(answer)


start = sys.argv[1]  # the address of api/v1/index.json
index = get(start)
root = urljoin(start, index["root"])
page = index["projects"]["first"]
while page:
    found = get(urljoin(root, page))
    for project in found["items"]:
        if 4 in project["goals"] and project["status"] == "pilot":
            print(project["title"], urljoin(root, project["page"]))
    page = found["next"]
