# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Bring your own data: what arrives, and what does not
#
# *What becomes of a folder of news in which everything goes wrong that can?* Here is one: an archive's CSV with
# semicolons and German column names, an export with half of its dates broken, a wire's file that was cut off, a Korean
# file in an old encoding, a zip, and saved pages, some of which are no articles. We know what we put in, so we can count
# what came out. Left, the folder as it came; right, the same folder after it was said which column is which.

# %%
import json
import tempfile
import warnings
import zipfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import newskit as nk

sample, pages_of = nk.load_sample(gold=True), lambda outlet: sorted((nk.sample_path() / outlet).iterdir())
temporary = tempfile.TemporaryDirectory()
folder = Path(temporary.name)
for name in ("london/pages", "seoul"):
    (folder / name).mkdir(parents=True)

daily = sample[sample["source"] == "The Quayside"].head(12)
archive = pd.DataFrame({
    "Überschrift": daily["title"], "Artikeltext": daily["text"], "Ressort": daily["section"],
    "Erschienen": daily["published"].dt.strftime("%d.%m.%Y %H:%M"),
})
archive.to_csv(folder / "london/archiv.csv", sep=";", index=False, encoding="cp1252", errors="replace")

tabloid = sample[sample["source"] == "The Daily Comet"].head(8)
export = pd.DataFrame({
    "id": [1, 2, 3, 3, 5, 6, 7, 8], "headline": tabloid["title"], "body": tabloid["text"],
    "pub_date": ["3/4/2025", "4/4/2025", "14/4/2025", "15/4/2025", "soon", "0001-01-01", None, "22/4/2025"],
})
export.loc[export.index[[5, 6]], "body"] = None
export.to_csv(folder / "london/export.csv", index=False)
with (folder / "london/export.csv").open("a", encoding="utf-8") as file:
    file.write('9,"A quotation mark that never closes,Text,23/4/2025\n')

wire = sample[sample["source"] == "Meridian News Agency"].head(10)
lines = [json.dumps({"headline": a.title, "body_text": a.text, "date_published": str(a.published)}) for a in wire.itertuples()]
(folder / "london/wire.jsonl").write_text("\n".join(lines)[:-300], encoding="utf-8")

for path in pages_of("nbs")[:6]:
    (folder / "london/pages" / path.name).write_bytes(path.read_bytes())
odd = {
    "cut-off.html": pages_of("nbs")[6].read_bytes()[:2700],
    "error.html": b"<title>Page not found</title><h1>404</h1><p>The page that you are looking for does not exist.</p>",
    "wall.html": b"<title>A speech</title><h1>A speech</h1><p>She will speak.</p><p>Subscribe to continue reading.</p>",
    "empty.html": b"",
    "photo.jpg": b"\xff\xd8\xff\xe0",
}
for name, content in odd.items():
    (folder / "london/pages" / name).write_bytes(content)

with zipfile.ZipFile(folder / "london/older.zip", "w") as packed:
    for path in pages_of("humber")[:7]:
        packed.writestr(path.name, path.read_bytes())
    old = pages_of("humber")[7]
    packed.writestr("windows-" + old.name, old.read_text(encoding="utf-8").encode("cp1252", "replace"))
    packed.writestr("damaged-" + old.name, old.read_bytes().replace("’".encode(), b"\x92", 1).replace(b"Haven", b"Ha\xe9ven", 2))

korean = sample[sample["lang"] == "ko"].head(5)
seoul = pd.DataFrame({"제목": korean["title"], "본문": korean["text"], "date": "2025-06-12 08:30"})
seoul.to_csv(folder / "seoul/korea.csv", index=False, encoding="euc-kr", errors="replace")

brought = pd.Series({"archiv.csv": 12, "export.csv": 9, "wire.jsonl": 10, "pages": 11, "older.zip": 9, "korea.csv": 5})
said_so = {"Überschrift": "title", "Artikeltext": "text", "Erschienen": "published"}

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    as_it_came = nk.read(folder, progress=False)
    london = nk.read(folder / "london", columns=said_so, timezone="Europe/London", progress=False)
    seoul = nk.read(folder / "seoul", timezone="Asia/Seoul", progress=False)
    articles = nk.read([london, seoul])
print(*[w.message for w in said], sep="\n")
print(nk.problems(as_it_came).to_string())
print(nk.problems(articles).to_string())
print(articles[["origin","id","title","published"]].to_string())
