Option Explicit
' The ribbon's buttons: their identifiers are rk_ and the button's name. A module of its own, for only Excel knows the type.

Public Sub RkRibbonPress(control As IRibbonControl)
    RkPress Mid(control.ID, Len("rk_") + 1)
End Sub
