"""People, office: what officers do with members, lost factors, mails and the council; and one's own second factor."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from svat.web import errors
from svat.web.actions import Action, NotDone, perform
from svat.web.people import actions, factors, queries
from svat.web.people.forgetting import ForgetPerson
from svat.web.people.forms import CodeForm, CouncilForm
from svat.web.requests import WebRequest
from svat.wording import say

_SHOWN = 200  # mails


def _done(request: WebRequest, action: Action, said: str, page: str = "people") -> HttpResponse:
    """Do it, and say so on the page that the form stood on."""
    perform(request.member, action)
    messages.success(request, request.words(said))
    return redirect(page)


@require_POST
def member_end(request: WebRequest, key: str) -> HttpResponse:
    """End a role."""
    version = request.POST.get("version", "")
    action = actions.EndRole(key, int(version) if version.isdecimal() else 0)
    return _done(request, action, say("The role has ended."))


@require_http_methods(["GET", "HEAD", "POST"])
def member_forget(request: WebRequest, key: str) -> HttpResponse:
    """What erasing a person means; the button does it."""
    found = queries.members(request.member).filter(key=key).first()
    if found is None:
        return errors.page(request, 404)
    if request.method != "POST":
        return render(request, "people/forget.html.j2", {"of": found})
    files = perform(request.member, ForgetPerson(key)).result
    messages.success(request, request.words(say("The person was forgotten.")))
    if files:
        said = say("These uploaded files still hold the address: {files}", files=", ".join(files))
        messages.warning(request, request.words(said))
    return redirect("people")


@require_POST
def recovery_propose(request: WebRequest, key: str) -> HttpResponse:
    """Somebody has lost their second factor."""
    return _done(
        request, factors.ProposeFactorRecovery(key), say("Proposed. Another officer must agree to it.")
    )


@require_POST
def recovery_second(request: WebRequest, key: str) -> HttpResponse:
    """Another officer agrees."""
    return _done(request, factors.SecondFactorRecovery(key), say("The second factor was taken away."))


@require_POST
def recovery_withdraw(request: WebRequest, key: str) -> HttpResponse:
    """It was a mistake."""
    return _done(request, factors.WithdrawFactorRecovery(key), say("The proposal was withdrawn."))


def factor(request: WebRequest) -> HttpResponse:
    """What is wanting of one's own second factor."""
    return _factor(request, CodeForm())


@require_POST
def factor_codes(request: WebRequest) -> HttpResponse:
    """Show one of the codes."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _factor(request, form, 422)
    perform(request.member, factors.KeepRecoveryCodes(form.cleaned_data["code"]))
    return redirect("factor")


def _factor(request: WebRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    has = factors.has_factor(request.person)
    found = {
        "form": form,
        "factor": has,
        "done": has and request.person.codes_kept is not None,
        "demanded": queries.needs_factor(request.member),
        "passkeys": settings.ADDRESS.named,
    }
    return render(request, "people/factor.html.j2", found, status=status)


def council(request: WebRequest) -> HttpResponse:
    """The council's name and rules."""
    record = queries.council()
    assert record is not None, "whoever has a role belongs to a council"
    begin = {
        "council": record.name,
        "second_factor": record.second_factor,
        "two_person_rule": record.two_person_rule,
        "chair_approves": record.chair_approves,
        "version": record.version,
    }
    return _council(request, CouncilForm(initial=begin))


@require_POST
def council_change(request: WebRequest) -> HttpResponse:
    """Change them."""
    form = CouncilForm(request.POST)
    if not form.is_valid():
        return _council(request, form, 422)
    given = form.cleaned_data
    action = actions.ChangeCouncil(
        given["version"], given["council"], given["second_factor"], given["two_person_rule"],
        given["chair_approves"],
    )  # fmt: skip
    try:
        return _done(request, action, say("Saved."), "council")
    except NotDone as error:
        record = queries.council()
        if error.status != 409 or record is None:
            raise
        # What was typed stays in the form, which is of the newer version now: sent again it counts.
        form = CouncilForm({**request.POST.dict(), "version": record.version})
        return _council(request, form, 409, error)


def _council(
    request: WebRequest, form: CouncilForm, status: int = 200, faster: NotDone | None = None
) -> HttpResponse:
    found = {"form": form, "record": queries.council(), "overtaken_by": faster}
    return render(request, "people/council.html.j2", found, status=status)


def outbox(request: WebRequest) -> HttpResponse:
    """Mails to hand over, refused, come back, or of a fate that nobody knows."""
    found = {
        "mails": list(queries.outbox(request.member).defer("message")[:_SHOWN]),
        "count": queries.outbox(request.member).count(),
        "server": bool(settings.MAIL_SERVER),
    }
    return render(request, "people/outbox.html.j2", found)


@require_POST
def outbox_done(request: WebRequest, key: str) -> HttpResponse:
    """A mail was handed over."""
    perform(request.member, actions.HandOverMail(key))
    return redirect("outbox")


@require_POST
def outbox_again(request: WebRequest, key: str) -> HttpResponse:
    """The server is to be tried once more."""
    perform(request.member, actions.SendMailAgain(key))
    return redirect("outbox")


@require_POST
def outbox_leave(request: WebRequest, key: str) -> HttpResponse:
    """Nothing more is to be done about a mail."""
    perform(request.member, actions.LeaveMail(key))
    return redirect("outbox")


def outbox_letter(request: WebRequest, key: str) -> HttpResponse:
    """A letter as a message that a mail program opens, ready to be sent."""
    mail = queries.outbox(request.member).filter(key=key, message__isnull=False).first()
    if mail is None:
        return errors.page(request, 404)
    answer = HttpResponse(bytes(mail.message or b""), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="letter-{mail.key}.eml"'
    return answer


@require_POST
def outbox_bounces(request: WebRequest) -> HttpResponse:
    """Messages that came back, as files."""
    sent = request.FILES.getlist("sent")
    if getattr(request, "too_large", False):
        return errors.page(request, 413)
    counts = perform(request.member, actions.KeepBounces(tuple(x.read() for x in sent))).result
    said = say(
        "{marked} mails are marked as come back; {unknown} messages name no mail of ours; {late} are only late.",
        **dict(zip(("marked", "unknown", "late"), counts, strict=True)),
    )
    messages.success(request, request.words(said))
    return redirect("outbox")
