"""Makes the few sounds of the game: short decaying tones and knocks, 22,050 Hz, 16 bit, mono.

Usage: python assets/make/sounds.py
"""

import math
import struct
import wave
from pathlib import Path

RATE = 22050
SOUND = Path(__file__).parents[1] / "sound"
# name: (seconds, [(start s, frequency Hz, decay per s, loudness)])
SOUNDS = {
    "seizure": (0.28, [(0.0, 92.0, 22.0, 0.8), (0.0, 61.0, 14.0, 0.6), (0.05, 140.0, 40.0, 0.3)]),
    "cluster": (0.42, [(0.0, 660.0, 9.0, 0.25), (0.09, 880.0, 9.0, 0.25), (0.18, 1320.0, 10.0, 0.2)]),
    "year": (0.55, [(0.0, 196.0, 6.0, 0.4), (0.16, 147.0, 6.0, 0.4), (0.16, 294.0, 9.0, 0.15)]),
    "click": (0.05, [(0.0, 1100.0, 110.0, 0.25)]),
}  # fmt: skip


def main() -> None:
    """Write a WAV file for each sound."""
    for name, (seconds, tones) in SOUNDS.items():
        samples = [_sample(n / RATE, tones) for n in range(round(seconds * RATE))]
        with wave.open(str(SOUND / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


def _sample(time: float, tones: list[tuple[float, float, float, float]]) -> int:
    total = sum(
        loudness * math.exp(-decay * (time - start)) * math.sin(math.tau * hertz * (time - start))
        for start, hertz, decay, loudness in tones
        if time >= start
    )
    return round(32767 * max(-1.0, min(1.0, 0.6 * total)))


if __name__ == "__main__":
    main()
