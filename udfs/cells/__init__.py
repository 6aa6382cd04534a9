"""The functions of the cells; `excel` alone knows xlwings."""
