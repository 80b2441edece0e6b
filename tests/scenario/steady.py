"""Whether a figure that was looked at again and again stays where it is. Pure: series in, a verdict out."""

import statistics

FEWEST = 4  # looks after the warm-up, below which nothing can be said


def after_warm_up(series, warm_up):
    """What is judged of a series: everything behind its first `warm_up` looks."""
    rest = series[warm_up:]
    if len(rest) < FEWEST:
        raise ValueError(f"{len(series)} looks, {warm_up} of them to warm up, say nothing")
    return rest


def slope(series):
    """By how much it grew from one look to the next: the median over all pairs of looks (Theil and Sen). Some outliers,
    however far out, and a saw tooth that always falls back turn it little; a leak, however slow, turns it."""
    pairs = [(after - before) / (at - since) for since, before in enumerate(series)
             for at, after in enumerate(series[since + 1:], since + 1)]
    return statistics.median(pairs)


def growth(series, warm_up=0):
    """By how much it grew altogether behind the warm-up."""
    rest = after_warm_up(series, warm_up)
    return slope(rest) * (len(rest) - 1)


def grows(series, allowed, warm_up=0):
    """Whether it grew by more than is allowed: caches that fill late, and memory that is given back late."""
    return growth(series, warm_up) > allowed
