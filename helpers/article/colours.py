"""The colours of the course, for charts, the desk and the pages: readable in print, in grey, and by everybody."""

INK = "#1f2328"
QUIET = "#59636e"
PALETTE = ["#0b2a5b", "#8f1d3f", "#1d6b5a", "#a4600f", "#6f7fb3", "#b88a2c"]  # from dark to light, 3:1 on white or more
LIT, UNLIT = PALETTE[1], "#7d8896"
