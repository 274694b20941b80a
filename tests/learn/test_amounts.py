import pytest

from newskit.learn.amounts import amount_features


def found(text, **worth):
    words = text.lower().split()
    return amount_features(text.split(), words, lambda word: worth.get(word, 0.0))


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("turnover rose to EUR131m from EUR76m", "up"),
        ("turnover fell to 3.1 million from 4 million", "down"),
        ("it went from 3 to 5", "up"),
        ("it went from 5 to 3", "down"),
        ("turnover was 3 million , compared with 900,000 a year before", "up"),
        ("the rate is 4.5 % against 4.5 %", "same"),
        ("the rate is 4.5 ( 5.1 ) %", "down"),
        ("it made $2bn versus $900m", "up"),
    ],
)
def test_the_first_amount_is_held_against_the_second(text, way):
    assert found(text)[0] == way


def test_a_smaller_loss_and_a_profit_after_a_loss_are_good():
    assert found("a loss of 0.4 mn compared to a loss of 1.9 mn") == ["up", "up good"]
    assert found("a net profit of 3 million versus a net loss of 65 million") == ["up", "up good"]
    assert found("a net loss of 3 million from a profit of 2 million") == ["down", "down bad"]


def test_what_rises_decides_whether_that_is_good():
    assert found("unemployment was 9 % against 8 %", unemployment=-1.0) == ["up", "up bad"]
    assert found("exports were 9 mn against 8 mn", exports=1.0) == ["up", "up good"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "between 2009 and 2010",
        "from 2009 to 2010",
        "3 ships and 4 planes",
        "3 % against 4 ships",
        "- - 5",
        "%",
        "the 9 mentioned at first " + "word " * 20 + "against 8",
    ],
)
def test_years_lists_units_and_distance_are_no_comparison(text):
    assert found(text) == []
