"""Maps to draw in tests."""

from schemas.codes import Light
from workbook.strategy.model import MapBand, MapBox, StrategyMap


def sample():
    """A map with what maps have: lights, actions, a blank, arrows up, across, past a perspective and in a circle."""
    return StrategyMap(
        "Strategikort",
        "Kortet i ord",
        (
            MapBand(
                "By/Samfund",
                (
                    MapBox(0, "Adgang til arbejde", ("Mål 1-5",), Light.GREEN, "● Grøn", "værst af 5: 5 grønne"),
                    MapBox(1, "Alle kan være med & blive", (), Light.RED, "▲ Rød", "værst af 1: 1 rød"),
                ),
            ),
            MapBand("Borger/Interessenter", (MapBox(2, "[ikke læseligt i kilden]", is_blank=True),)),
            MapBand(
                "Interne processer",
                (
                    MapBox(3, "Samarbejde", plans=("Temadag (S&A, Ultimo 2. kvartal)", "Møder"), supports=(0, 1)),
                    MapBox(4, "Virksomhedssamarbejdet", supports=(3, 2)),
                    MapBox(5, "Ringen", supports=(4,)),
                    MapBox(6, "Ved siden af", supports=(5,)),
                ),
            ),
            MapBand("Mennesker og systemer", (MapBox(7, "Kultur", supports=(6, 0)), MapBox(8, "Nedad", supports=(7,)))),
            MapBand("[ukendt]", (MapBox(9, "Nederst", supports=(1,)), MapBox(10, "Tilbage"))),
        ),
    )
