from dasbor import ui
from dasbor.parts import akses as akses_parts
from dasbor.parts import steps

page = ui.start("akses")
steps.told(page)
if akses_parts.choose(page) == "peran":
    akses_parts.draw_roles(page)
else:
    akses_parts.draw_log(page)
