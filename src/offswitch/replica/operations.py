"""The requests that a page's script sends: named reads and writes of settings."""

import json
from http import HTTPStatus
from typing import Any

from offswitch.replica.exchange import Request, Response, data
from offswitch.replica.pages import account_boot, overlays
from offswitch.replica.scenario import Account, Fault
from offswitch.replica.site import Operation, Site
from offswitch.replica.world import World

SLOW = 3.0
LATE = 1.2
NOBODY = "nobody"


def operate(
    world: World, site: Site, request: Request, account: Account | None, *, socket: bool = False
) -> Response:
    """Answer one request to a site's API, as the account that is signed in.

    Args:
        world: what the server knows.
        site: whose API it is.
        request: the request; its form names the operation.
        account: who is signed in.
        socket: it came over the site's socket; each operation has its one way.
    """
    form = request.form
    name = form.get(site.api.operation)
    operation = site.operations.get(name or "")
    if operation and operation.socket != socket:
        operation = None
    if operation and operation.numbered:
        operation = _of_number(
            world, site, operation, _field(form.get(site.api.variables, ""), operation.numbered)
        )
    variables = form.get(site.api.variables, "")
    if operation and operation.public:
        answer = _act(world, site, operation, variables, account.id if account else NOBODY)
    elif account is None:
        answer = data(_errors("Not logged in", 1357001))
    elif operation is None:
        answer = data(_errors("Unknown operation", 1675002))
    elif operation.password and _field(variables, operation.password) != account.password:
        answer = data(_errors("Wrong password", 1348020))
    else:
        targets = _targets(world, operation, variables, account)
        answers = [_act(world, site, operation, variables, target) for target in targets]
        answer = next((one for one in answers if one.changes), answers[-1])
    return _named(answer, name, world.scenario.latency)


def _of_number(world: World, site: Site, operation: Operation, number: str) -> Operation | None:
    """Return an operation on the settings of one number; None when there is no such number."""
    reads = tuple(f"{name}{number}" for name in operation.reads)
    writes = f"{operation.writes}{number}" if operation.writes else ""
    known = all(site.full(name) in world.settings for name in (*reads, writes) if name)
    return operation.model_copy(update={"reads": reads, "writes": writes}) if known else None


def _act(world: World, site: Site, operation: Operation, variables: str, account: str) -> Response:
    if operation.answers:
        world.answer(account, operation.answers)
    if operation.writes:
        return _write(world, site, operation, variables, account)
    return _read(world, site, operation, account)


def _targets(
    world: World, operation: Operation, variables: str, account: Account
) -> tuple[str, ...]:
    """Return the accounts of the same center that a request names, else the one that sent it."""
    given = _given(variables, operation.target) if operation.target else None
    named = given if isinstance(given, list) else [given]
    found = [world.accounts[str(name)] for name in named if str(name) in world.accounts]
    return tuple(one.id for one in found if one.center == account.center) or (account.id,)


def _read(world: World, site: Site, operation: Operation, account: str) -> Response:
    names = {name: site.full(name) for name in operation.reads}
    states = {name: world.state(account, full) for name, full in names.items()}
    faults = {fault for full in names.values() for fault in world.faults(full)}
    delay = SLOW if Fault.SLOW in faults else LATE if Fault.LATE_HYDRATION in faults else 0.0
    given: dict[str, Any] = {"viewer": states}
    if operation.boot:
        known = account_boot(world, site, world.accounts.get(account))
        over = overlays(world, site, account, next(iter(site.hosts)))
        given["boot"] = known | {"interruptions": over}
    return _delayed(data({"data": given}), delay)


def _write(
    world: World, site: Site, operation: Operation, variables: str, account: str
) -> Response:
    setting = site.full(operation.writes)
    faults = world.faults(setting)
    states = {word: state for state, word in operation.values.items()}
    to = states.get(_field(variables, operation.field))
    delay = SLOW if Fault.SLOW in faults else 0.0
    if Fault.SERVER_ERROR in faults:
        failed = data(_errors("Internal error", 1), HTTPStatus.INTERNAL_SERVER_ERROR)
        return _delayed(failed, delay)
    closed = world.state(account, setting) == "absent" or Fault.LOCKED in faults
    if to is None or closed or Fault.SAVE_ERROR in faults:
        return _delayed(data(_errors("A server error occurred", 1675030)), delay)
    answer = data({"data": {"update": {operation.writes: to, "success": True}}})
    if Fault.FLIPS_BACK in faults:
        return _delayed(answer, delay)
    world.write(account, setting, to)
    return _delayed(answer, delay, changes=True)


def _field(variables: str, name: str) -> str:
    given = _given(variables, name)
    return "" if given is None else str(given)


def _given(variables: str, name: str) -> Any:
    try:
        return json.loads(variables)["input"][name]
    except (ValueError, KeyError, TypeError):
        return None


def _errors(message: str, code: int) -> dict[str, Any]:
    return {"data": None, "errors": [{"message": message, "code": code, "severity": "CRITICAL"}]}


def _delayed(answer: Response, delay: float, *, changes: bool = False) -> Response:
    return Response(
        status=answer.status, body=answer.body, kind=answer.kind, delay=delay, changes=changes
    )


def _named(answer: Response, name: str | None, latency: float) -> Response:
    return Response(
        status=answer.status,
        body=answer.body,
        kind=answer.kind,
        delay=answer.delay + latency,
        changes=answer.changes,
        operation=name,
    )
