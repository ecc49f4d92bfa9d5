"""Judge a page of every type by Lighthouse, as a phone on a slow network sees it: benchmarks/lighthouse.py SITE [PAGE…]

The site is served compressed, as hosts do. Ends with 1 if a page has less than 100 for anything.
"""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "scripts"), str(ROOT / "tests")]

import tools
from browser import serving
from browser.pages import PAGES, file_of
from browser.programs import find_chrome

RUN = """
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";
const [chromePath, start, ...pages] = process.argv.slice(1);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"] });
for (const page of pages) {
  const { lhr } = await lighthouse(start + page, { port: chrome.port, logLevel: "error" });
  const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
  const isFailed = ({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0;
  const failed = Object.values(lhr.audits).filter(isFailed);
  console.log(JSON.stringify({ page, scores: Object.fromEntries(scores), failed: failed.map(({ id }) => id) }));
}
await chrome.kill();
"""
PACKED = (".html", ".css", ".js", ".json", ".svg")


class CompressingHost(serving.StaticHost):
    """Answers with compressed text, and lets files be kept as hosts do."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if urlsplit(self.path).path.endswith("/") else file
        if file.suffix not in PACKED or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    site = Path(sys.argv[1]).resolve()
    pages = sys.argv[2:] or [page for page in PAGES.values() if file_of(site, page).is_file()]
    serving.StaticHost = CompressingHost  # type: ignore[misc]
    with serving.serve(site) as start:
        command = ["node", "--input-type=module", "--eval", RUN, "--", find_chrome(), start, *pages]
        with subprocess.Popen(command, cwd=tools.install_node(), stdout=subprocess.PIPE, encoding="utf-8") as run:
            assert run.stdout
            poor = [line for line in run.stdout if not told(json.loads(line))]
    print(f"{len(pages)} pages, {len(poor)} below 100")
    return 1 if poor or run.returncode else 0


def told(found: dict[str, Any]) -> bool:
    """Print what was found of a page, and say whether all of it is as good as can be."""
    scores = ", ".join(f"{name} {score}" for name, score in found["scores"].items())
    print(f"{found['page'] or 'home'}: {scores} {' '.join(found['failed'])}", flush=True)
    return all(score == 100 for score in found["scores"].values())


if __name__ == "__main__":
    sys.exit(main())
