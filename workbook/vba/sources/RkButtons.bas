Option Explicit
' The buttons of the front page. Nothing is computed here: each forwards to the same step as the command line.

Public Sub RkImport()
    RkPress "import"
End Sub

Public Sub RkPreview()
    RkPress "preview"
End Sub

Public Sub RkValidate()
    RkPress "validate"
End Sub

Public Sub RkRecalculate()
    RkPress "recalculate"
End Sub

Public Sub RkUndo()
    RkPress "undo"
End Sub

Public Sub RkExplain()
    RkPress "explain"
End Sub

Public Sub RkImportAll()
    RkPress "import_all"
End Sub

Public Sub RkConsolidate()
    RkPress "consolidate"
End Sub

Public Sub RkReport()
    RkPress "report"
End Sub

Public Sub RkRegister()
    RkPress "register"
End Sub

Public Sub RkNew()
    RkPress "new"
End Sub

Public Sub RkGoal()
    RkPress "goal"
End Sub

Public Sub RkUpdate()
    RkPress "update"
End Sub

Public Sub RkRollOver()
    RkPress "roll_over"
End Sub

Public Sub RkUpgrade()
    RkPress "upgrade"
End Sub

Public Sub RkPress(ByVal Button As String)
    ' Python says itself how it went; only where it cannot be started is there anything to say here.
    On Error GoTo Failed
    RunPython "from macros.buttons.classic import press; press('" & Button & "')"
    Exit Sub
Failed:
    MsgBox "${vba_no_python}" & vbNewLine & Err.Description, vbCritical, "${product}"
End Sub
