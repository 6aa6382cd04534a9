"""Every command, in the order that the help lists them."""

from macros.commands import (
    attach,
    centre,
    close,
    consolidate,
    demo,
    doctor,
    explain,
    goal,
    import_,
    install,
    new,
    profile,
    publish,
    recalculate,
    register,
    reopen,
    report,
    roll_over,
    serve,
    template,
    undo,
    update,
    upgrade,
    validate,
)
from macros.commands.command import Command

COMMANDS: dict[str, Command] = {
    module.COMMAND.name: module.COMMAND
    for module in (
        demo,
        register,
        new,
        goal,
        centre,
        update,
        validate,
        import_,
        profile,
        recalculate,
        close,
        reopen,
        consolidate,
        explain,
        report,
        template,
        publish,
        roll_over,
        upgrade,
        undo,
        attach,
        serve,
        doctor,
        install,
    )
}
