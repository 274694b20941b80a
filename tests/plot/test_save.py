from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import newskit as nk
from newskit import plot
from newskit.errors import InputError


@pytest.fixture
def weekly() -> pd.DataFrame:
    articles = pd.DataFrame(
        {
            "published": pd.to_datetime(["2024-01-01", "2024-01-09", "2024-01-15", "2024-01-20"], utc=True),
            "source": ["Courier", "=HYPERLINK(1)", "미르내일보", None],
        }
    )
    return nk.volume(articles, by="source")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "PNG"])
def test_a_picture_and_its_table_are_written(tmp_path, weekly, suffix):
    ax = plot.volume(weekly)
    written = plot.save(ax, tmp_path / f"weekly.{suffix}")
    assert [path.name for path in written] == [f"weekly.{suffix}", "weekly.csv"]
    back = pd.read_csv(tmp_path / "weekly.csv")
    assert back.columns.tolist() == weekly.columns.tolist()
    assert back["articles"].tolist() == weekly["articles"].tolist()
    assert "미르내일보" in set(back["source"])


def test_what_a_spreadsheet_would_read_as_a_formula_is_text(tmp_path):
    table = pd.DataFrame({"term": ["=1+1", "+cmd", "-2", "@SUM", "\tx", "a=b"], "score": [-1.5, 2, 3, 4, 5, 6]})
    ax = plot.keyness(table.assign(count=1, reference_count=1))
    plot.save(ax, tmp_path / "k.svg")
    back = pd.read_csv(tmp_path / "k.csv")
    assert back["term"].tolist() == ["'=1+1", "'+cmd", "'-2", "'@SUM", "'\tx", "a=b"]
    assert back["score"].tolist() == table["score"].tolist()


def test_lists_and_odd_column_names_are_written(tmp_path):
    table = pd.DataFrame([[1, ["a", "b"]]], columns=["articles", "=x"]).assign(period=pd.Timestamp("2024-01-01"))
    plot.save(plot.volume(table), tmp_path / "v.png")
    assert (tmp_path / "v.csv").read_text("utf-8-sig") == "articles,'=x,period\n1,a; b,2024-01-01\n"


def test_the_table_is_the_one_that_was_drawn(tmp_path, weekly):
    ax = plot.volume(weekly)
    before = weekly["articles"].tolist()
    weekly.loc[:, "articles"] = 0
    plot.save(ax.figure, tmp_path / "v.svg")
    assert pd.read_csv(tmp_path / "v.csv")["articles"].tolist() == before


def test_panels_have_one_table_and_several_tables_are_numbered(tmp_path, weekly):
    figure, _ = plot.facet(weekly, plot.volume, col="source")
    assert [path.name for path in plot.save(figure, tmp_path / "f.png")] == ["f.png", "f.csv"]
    assert len(pd.read_csv(tmp_path / "f.csv")) == len(weekly)
    _, axes = plt.subplots(1, 2)
    plot.volume(weekly, ax=axes[0])
    plot.volume(weekly.head(4), ax=axes[1])
    assert [path.name for path in plot.save(axes[0], tmp_path / "g.png")] == ["g.png", "g_1.csv", "g_2.csv"]


def test_a_picture_of_another_hand_has_no_table(tmp_path):
    figure, ax = plt.subplots()
    ax.plot([1, 2])
    assert plot.save(figure, tmp_path / "f.png") == [tmp_path / "f.png"]


def test_the_table_can_be_left_out(tmp_path, weekly):
    assert len(plot.save(plot.volume(weekly), tmp_path / "f.png", table=False)) == 1


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_picture_is_the_same_file(tmp_path, weekly, suffix):
    files = []
    for name in "ab":
        ax = plot.volume(weekly, ax=plt.figure().subplots())
        files.append(plot.save(ax, tmp_path / f"{name}.{suffix}")[0].read_bytes())
    assert files[0] == files[1]


def test_someones_data_is_not_written_over(tmp_path, weekly):
    (tmp_path / "articles.csv").write_text("id,text\n1,hello\n")
    with pytest.raises(InputError, match="articles.csv' is there and has other columns.*'id', 'text'"):
        plot.save(plot.volume(weekly), tmp_path / "articles.png")
    assert not (tmp_path / "articles.png").exists()
    plot.save(plot.volume(weekly), tmp_path / "articles.png", table=False)


def test_a_picture_can_be_saved_again(tmp_path, weekly):
    for table in (weekly, weekly.head(4)):
        plot.save(plot.volume(table, ax=plt.figure().subplots()), tmp_path / "w.png")
    assert len(pd.read_csv(tmp_path / "w.csv")) == 4


def test_errors_say_what_to_do(tmp_path, weekly):
    ax = plot.volume(weekly)
    with pytest.raises(InputError, match="should end in one of '.png', '.svg', '.pdf'"):
        plot.save(ax, tmp_path / "weekly.xyz")
    with pytest.raises(InputError, match="does not exist"):
        plot.save(ax, tmp_path / "nowhere" / "weekly.png")
    with pytest.raises(InputError, match=r"save\(figure, path\)"):
        plot.save(plot.facet(weekly, plot.volume, col="source"), tmp_path / "w.png")


def test_the_numbers_behind_a_picture_can_be_had(weekly):
    ax = plot.volume(weekly)
    pd.testing.assert_frame_equal(plot.table_of(ax), weekly)
    mine = plot.table_of(ax)
    mine["articles"] = 0
    assert plot.table_of(ax)["articles"].sum() == 4
    with pytest.raises(InputError, match="no helper"):
        plot.table_of(plt.figure().subplots())
    with pytest.raises(InputError, match="not Figure"):
        plot.table_of(ax.figure)
