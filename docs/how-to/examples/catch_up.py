"""A policy of one's own: far behind, train longer and study more; level with the best, publish."""

import numpy as np

from race.api import COMPANIES, Given, View, register
from race.app import prepare, simulate

FAR_BEHIND_POINTS = 10.0


def decide(view: View) -> Given:
    best = view.best_seen("capability_of_companies")
    far = best - view.own("capability") > FAR_BEHIND_POINTS
    return {
        "run_days": np.where(far, 150.0, 75.0),
        "research": np.where(far, 2.0, 1.0),
        "merge": far,
        "release": ~far,
    }


register("catch_up", decide, plays=[COMPANIES])


def main() -> None:
    setting = prepare("2022")
    for name in ("bystander", "catch_up"):
        played = {"BIDU": name, "YNDX": name}
        outcome = simulate(setting, seed=1, replicates=8, until=2026, policies=played)
        gaps = np.median(outcome.figures["training_gap_years"][-1], axis=-1)
        for actor in played:
            print(f"{actor} as {name}: {gaps[outcome.actors.index(actor)]:.1f} years")


if __name__ == "__main__":
    main()
