"""What actors make of what they see: leads in years, lags in points, traffic that should not be."""

from __future__ import annotations

import numpy as np

from race.api import Floats, View, over_second


def lead_years(view: View) -> Floats:
    """Return by how many years states are ahead of the best embargoed one, (actors, R).

    The ratio of the fastest pools over the growth of the leading cluster; infinite where no
    embargoed state has a pool, negative where one is ahead.
    """
    rival = view.seen("pool_of_countries", view.embargoed).max(axis=1, initial=0.0)
    own = np.maximum(view.own("pool"), 1.0)
    lead = np.log10(own / np.maximum(rival, 1.0)) / view.parameter("pool_growth")
    return np.where(rival > 0.0, lead, np.inf)


def points_behind(view: View) -> Floats:
    """Return how many points the best model seen is above the own one, at least 0, (actors, R)."""
    return np.maximum(view.best_seen("capability_of_companies") - view.own("capability"), 0.0)


def smuggled(view: View) -> Floats:
    """Return chips a year that seem to reach embargoed states by grey routes, (actors, R)."""
    return over_second(view.seen("grey_to_countries", view.embargoed))


def variants_share(view: View) -> Floats:
    """Return the largest share of variants in an embargoed state's supply, as seen, (actors, R)."""
    shares = view.seen("variants_to_countries", view.embargoed)
    return np.asarray(shares.max(axis=1, initial=0.0))


def passing(view: View) -> Floats:
    """Return grey chips a year that seem to pass through the actor's own ports, (actors, R)."""
    readings = view.seen("grey_through_countries", view.places)
    each = np.arange(len(view.places))
    return readings[each, each]
