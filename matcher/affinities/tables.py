"""Sparse matrices of what people have: a row a person, a column a tag or word."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.sparse import csr_matrix


def sparse_matrix(lines: Iterable[Mapping[int, float]], columns: int) -> csr_matrix:
    """Return the matrix, float32, whose rows map column to value."""
    starts: list[int] = [0]
    indices: list[int] = []
    data: list[float] = []
    for line in lines:
        keys = sorted(line)
        indices.extend(keys)
        data.extend([line[key] for key in keys])
        starts.append(len(indices))
    shape = (len(starts) - 1, columns)
    arrays = (np.array(data, np.float32), np.array(indices, np.int32), np.array(starts, np.int32))
    return csr_matrix(arrays, shape=shape)


def sparse_rows(counts: Iterable[Mapping[str, int]], names: list[str]) -> csr_matrix:
    """Return 1 + log(count) of each of the names, other names left out."""
    column = {name: k for k, name in enumerate(names)}
    damped = [0.0] + [1.0 + math.log(number) for number in range(1, 64)]

    def worth(number: int) -> float:
        return damped[number] if number < len(damped) else 1.0 + math.log(number)

    return sparse_matrix(
        (
            {column[name]: worth(number) for name, number in count.items() if name in column}
            for count in counts
        ),
        len(names),
    )


def times_rarity(matrix: csr_matrix) -> csr_matrix:
    """Scale columns by log(1 + n / holders): what few have says more."""
    holders = np.maximum(1, np.bincount(matrix.indices, minlength=matrix.shape[1]))
    rarity = np.log(1.0 + matrix.shape[0] / holders).astype(np.float32)
    scaled = matrix.copy()
    scaled.data *= rarity[matrix.indices]
    return scaled


def shrunk(matrix: csr_matrix, share: float) -> csr_matrix:
    """Scale each row x to x / √(|x|² + r), r being a share of the mean |x|² of rows that have any.

    A dot product of such rows never exceeds 1, and is small where both have little.
    """
    square = np.zeros(matrix.shape[0])
    np.add.at(square, np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)),
              matrix.data.astype(np.float64) ** 2)  # fmt: skip
    if not square.any():
        return matrix
    norm = np.sqrt(square + share * square[square > 0].mean())
    scaled = matrix.copy()
    scaled.data /= np.repeat(norm, np.diff(matrix.indptr)).astype(np.float32)
    return scaled
