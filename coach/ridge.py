"""Ridge regression with weighted examples, in its dual form: as many unknowns as examples, far fewer than features.

What the small heads of the coach are fitted with, beforehand (Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning, 2009, 3.4 and 18.3).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["dual", "ridge"]

Matrix = NDArray[Any]


def ridge(rows: Matrix, targets: Matrix, weight: Matrix, penalty: float) -> tuple[Matrix, Matrix]:
    """Weights (features by columns) and a free bias for each column.

    Args:
        rows: examples by features.
        targets: examples by columns, or one value an example.
        weight: of each example, above 0.
        penalty: how strongly the weights are held down.
    """
    share = weight / weight.sum()
    centre, level = share @ rows, share @ targets
    centred = rows - centre
    alpha = np.linalg.solve(centred @ centred.T + np.diag(penalty / weight), targets - level)
    weights = centred.T @ alpha
    return weights, level - centre @ weights


def dual(kernel: Matrix, targets: Matrix, weight: Matrix, penalty: float) -> tuple[Matrix, Matrix]:
    """The same from the products of the rows with one another: coefficients of the rows (they sum to 0), and bias.

    For fits on many parts of the same examples, whose products are taken once.
    """
    share = weight / weight.sum()
    level, mean = share @ targets, kernel @ share
    centred = kernel - mean - mean[:, None] + share @ mean
    alpha = np.linalg.solve(centred + penalty * np.diag(1 / weight), targets - level)
    alpha -= share[:, None] * alpha.sum(axis=0)
    return alpha, level - mean @ alpha
