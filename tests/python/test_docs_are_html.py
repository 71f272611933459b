"""The documentation's site by the rules of HTML, which a parser that knows nothing of the generator checks."""

import subprocess

import html5lib
import pytest
from conftest import ROOT, program


@pytest.mark.parametrize("spec", ["spec", "codegen/tests/hostile"])
def test_every_page_is_html(spec, tmp_path):
    subprocess.run([program("bge-codegen"), "docs", spec, "--out", tmp_path], cwd=ROOT, check=True)
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        document = parser.parse(page.read_text("utf-8"))
        assert document.find("body") is not None, page
        assert document.find("head/title").text.strip(), page
        for control in [*document.iter("button"), *document.iter("input")]:
            assert control.get("aria-label"), page
