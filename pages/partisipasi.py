from dasbor import ui

page = ui.start("partisipasi")
