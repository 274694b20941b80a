"""Fitted classifiers as files: arrays and a header in JSON, nothing that could run."""

from __future__ import annotations

import json
import math
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from newskit.errors import ReadError
from newskit.language.sentiment import Lexicon, Term
from newskit.language.sentiment.lexicon import CASES, KINDS
from newskit.learn.blocks import Block, Numbers
from newskit.learn.linear import Linear
from newskit.writing import whole_files

__all__ = ["VERSION", "read_model", "write_model"]

VERSION = 1
"""The version of the format; files of a later one are refused."""

_FORMAT = "newskit classifier"
# Beyond these sizes a file is not read: no training on a laptop makes such a model.
_MOST_BYTES, _MOST_HEADER, _MOST_MEMBERS = 500_000_000, 1_000_000, 100
_MOST_CLASSES = 1000

Arrays = dict[str, npt.NDArray[Any]]


def write_model(
    path: str | os.PathLike[str], kind: str, header: Mapping[str, Any], model: Linear, lexicon: Lexicon
) -> None:
    """Write a model to a file; one that is there is replaced only when the new one is complete."""
    whole = {
        "format": _FORMAT,
        "version": VERSION,
        "kind": kind,
        "temperature": model.temperature,
        "blocks": [[name, block.weight] for name, block in model.blocks.items()],
        "numbers": [list(model.numbers.names), model.numbers.weight],
        **header,
    }
    terms = list(lexicon.terms.values())
    arrays: Arrays = {
        "header": _packed_text(json.dumps(whole, ensure_ascii=True, default=_plain)),
        "coef": model.coef,
        "intercept": model.intercept,
        "scale": model.numbers.scale,
        "lexicon_value": np.array([term.value for term in terms], dtype=np.float64),
        "lexicon_kind": np.array([KINDS.index(term.kind) for term in terms], dtype=np.int8),
        "lexicon_case": np.array([CASES.index(term.case) for term in terms], dtype=np.int8),
        **_packed("lexicon_form", [term.form for term in terms]),
    }
    for number, block in enumerate(model.blocks.values()):
        arrays.update({f"idf_{number}": block.idf, **_packed(f"names_{number}", block.names)})
    with whole_files(path) as (part,), part.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(path: str | os.PathLike[str], kind: str) -> tuple[dict[str, Any], Linear, Lexicon]:
    """Return the header, the model and the lexicon of a file.

    Raises
    ------
    ReadError
        If it is not there, no such file, damaged, too large, of another kind, or of a later version.
    """
    try:
        with Path(path).open("rb") as file:
            arrays = _arrays(file, path)
        header = _header(arrays, path, kind)
        model = _model(header, arrays)
        return header, model, _lexicon(arrays)
    except ReadError:
        raise
    except OSError as error:
        raise ReadError(f"the classifier {str(path)!r} cannot be read: {error.strerror or error}") from error
    except Exception as error:  # whatever a damaged file makes zipfile, numpy or json raise
        raise ReadError(f"{str(path)!r} is damaged, or no classifier that newskit saved: {error}") from error


def _arrays(file: IO[bytes], path: object) -> Arrays:
    """Return the arrays of a file, none larger than the file may be."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
            raise ReadError(f"{str(path)!r} is larger than any classifier: it is not read")
        made = {}
        for member in members:
            with archive.open(member) as part:
                made[member.filename.removesuffix(".npy")] = _array(part, member.file_size)
    return made


def _array(part: IO[bytes], size: int) -> npt.NDArray[Any]:
    """Return one array; its own header may not promise more than there is."""
    version = np.lib.format.read_magic(part)
    reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, is_by_column, dtype = reader(part)
    count = math.prod(shape)
    if dtype.hasobject or dtype.kind not in "fiu" or count < 0 or count * dtype.itemsize > size:
        raise ValueError("an array is not what it says")
    data = part.read(count * dtype.itemsize)
    return np.frombuffer(data, dtype=dtype, count=count).reshape(shape, order="F" if is_by_column else "C").copy()


def _header(arrays: Arrays, path: object, kind: str) -> dict[str, Any]:
    if "header" not in arrays or arrays["header"].nbytes > _MOST_HEADER:
        raise ReadError(f"{str(path)!r} is no classifier that newskit saved: it has no header")
    header = json.loads(arrays["header"].astype(np.uint8).tobytes().decode("ascii"))
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        raise ReadError(f"{str(path)!r} is no classifier that newskit saved")
    version = header.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise ReadError(
            f"{str(path)!r} has format version {version!r}; this newskit reads up to {VERSION}: update newskit"
        )
    if header.get("kind") != kind:
        raise ReadError(f"{str(path)!r} holds a {header.get('kind')}; load it with that class, not {kind}")
    return header


def _model(header: dict[str, Any], arrays: Arrays) -> Linear:
    """Return the model, its parts checked against each other."""
    blocks = {}
    for number, (name, weight) in enumerate(header["blocks"]):
        names = _unpacked(f"names_{number}", arrays)
        _agree(len(names) == len(arrays[f"idf_{number}"]), "features and their weights")
        blocks[str(name)] = Block(names, _finite(arrays[f"idf_{number}"], 1), float(weight))
    names, weight = header["numbers"]
    numbers = Numbers([str(name) for name in names], _finite(arrays["scale"], 1), float(weight))
    coef, intercept = _finite(arrays["coef"], 2), _finite(arrays["intercept"], 1)
    classes = header["classes"]
    _agree(isinstance(classes, list) and 2 <= len(classes) <= _MOST_CLASSES, "classes")
    _agree({type(one) for one in classes} in ({str}, {int}), "classes")
    n_features = sum(len(block.names) for block in blocks.values()) + len(names)
    _agree(len(numbers.scale) == len(names), "numbers")
    _agree(coef.shape == (1 if len(classes) == 2 else len(classes), n_features), "features and coefficients")
    _agree(len(intercept) == len(coef), "intercepts")
    temperature = float(header["temperature"])
    _agree(0 < temperature < math.inf, "temperature")
    _agree(isinstance(header["settings"], dict) and isinstance(header["n_labels"], int), "settings")
    return Linear(blocks, numbers, coef, intercept, temperature)


def _lexicon(arrays: Arrays) -> Lexicon:
    forms = _unpacked("lexicon_form", arrays)
    columns = (arrays["lexicon_value"], arrays["lexicon_kind"], arrays["lexicon_case"])
    _agree(all(len(column) == len(forms) for column in columns), "lexicon")
    _agree(bool(np.isfinite(columns[0]).all()) and min(part.min(initial=0) for part in columns[1:]) >= 0, "lexicon")
    values, kinds, cases = (column.tolist() for column in columns)
    return Lexicon.of(
        Term(form, value, KINDS[kind], CASES[case])
        for form, value, kind, case in zip(forms, values, kinds, cases, strict=True)
    )


def _agree(condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(f"its {what} do not fit together")


def _finite(array: npt.NDArray[Any], dimensions: int) -> npt.NDArray[np.float64]:
    _agree(array.dtype == np.float64 and array.ndim == dimensions and bool(np.isfinite(array).all()), "numbers")
    return array


def _plain(value: object) -> Any:
    """Return a number of NumPy's, as a search over settings has them, as JSON knows numbers."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"the setting {value!r} cannot be saved")


def _packed_text(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _packed(name: str, strings: list[str]) -> Arrays:
    """Return strings as two arrays: their bytes, and how many each has."""
    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    return {
        name: np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{name}_size": np.array([len(one) for one in encoded], dtype=np.int32),
    }


def _unpacked(name: str, arrays: Arrays) -> list[str]:
    data, sizes = arrays[name].astype(np.uint8).tobytes(), arrays[f"{name}_size"].astype(np.int64)
    _agree(sizes.ndim == 1 and bool((sizes >= 0).all()) and int(sizes.sum()) == len(data), "strings")
    ends = np.cumsum(sizes)
    spans = zip((ends - sizes).tolist(), ends.tolist(), strict=True)
    return [data[begin:end].decode("utf-8", "surrogatepass") for begin, end in spans]
