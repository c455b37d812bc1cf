"""How well the search finds what people mean, judged over real data and a set of real questions."""
