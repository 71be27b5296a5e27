"""People, views: first run, today, people and invitations, one's own profile."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from svat.web import errors
from svat.web import kept as keeping
from svat.web.actions import perform
from svat.web.middleware import ACTING, LANGUAGE_COOKIE
from svat.web.people import actions, queries
from svat.web.people.forms import AcceptanceForm, FirstRunForm, InvitationForm, ProfileForm
from svat.web.people.founding import FoundCouncil
from svat.web.people.models import COMPANY, User
from svat.web.people.today import waiting
from svat.web.redirects import back_to
from svat.web.requests import WebRequest
from svat.wording import say, spoken


def home(request: WebRequest) -> HttpResponse:
    """Where a person begins: first run, today, or signing in."""
    if queries.council() is None:
        return redirect("first-run")
    return redirect("today" if request.user.is_authenticated else "account_login")


@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: WebRequest) -> HttpResponse:
    """Council, corridor and first officer; nothing here once there is a council."""
    if queries.council() is not None:
        return errors.page(request, 404)
    form = FirstRunForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        action = FoundCouncil(
            given["council"], given["country"], request.words.language, form.text(), given["officer"],
            given["address"], given["password"], given["second_factor"],
        )  # fmt: skip
        officer = perform(None, action, who="server").result
        return _signed_in(request, officer.user)
    return render(request, "people/first-run.html.j2", {"form": form}, status=200 if not form.errors else 422)


def no_role(request: WebRequest) -> HttpResponse:
    """For somebody whose roles have ended."""
    if request.members:
        return redirect("today")
    return render(request, "people/no-role.html.j2", status=403)


def today(request: WebRequest) -> HttpResponse:
    """What waits for the member; a company's own people begin with their introductions."""
    if request.member.role == COMPANY:
        return redirect("own-introductions")
    found = {"waiting": waiting(request.member), "council": queries.council()}
    return render(request, "people/today.html.j2", found)


def people(request: WebRequest) -> HttpResponse:
    """Members, lost second factors and invitations."""
    company = request.GET.get("company", "")  # from its page
    begin = {"language": request.words.language, "company": company, "role": "company" if company else None}
    return _people(request, InvitationForm(request.words, initial=begin))


def _people(request: WebRequest, form: InvitationForm, status: int = 200) -> HttpResponse:
    recoveries = list(queries.recoveries(request.member))
    found = {
        "members": list(queries.members(request.member)),
        "recoveries": recoveries,
        "proposed": {x.user_id for x in recoveries},
        "invitations": [
            (x, actions.state_of_invitation(x)) for x in queries.invitations(request.member)[:200]
        ],
        "form": form,
    }
    return render(request, "people/people.html.j2", found, status=status)


@require_POST
def invite(request: WebRequest) -> HttpResponse:
    """Send an invitation."""
    form = InvitationForm(request.words, request.POST)
    if not form.is_valid():
        return _people(request, form, 422)
    given, council = form.cleaned_data, queries.council()
    assert council is not None, "an officer belongs to a council"
    action = actions.Invite(
        given["address"],
        given["role"],
        given["language"],
        council.name,
        settings.ADDRESS.origin,
        given["company"],
    )
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("The invitation is on its way.")))
    return redirect("people")


@require_POST
def invitation_revoke(request: WebRequest, key: str) -> HttpResponse:
    """Take an invitation back."""
    perform(request.member, actions.RevokeInvitation(key))
    messages.success(request, request.words(say("The invitation was taken back.")))
    return redirect("people")


@require_POST
def invitation_resend(request: WebRequest, key: str) -> HttpResponse:
    """Send it again."""
    council = queries.council()
    assert council is not None, "an officer belongs to a council"
    perform(request.member, actions.ResendInvitation(key, council.name, settings.ADDRESS.origin))
    messages.success(request, request.words(say("The invitation is on its way.")))
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: WebRequest, token: str) -> HttpResponse:
    """The page of a mailed link: looking at it changes nothing; its button accepts."""
    found = actions.invitation_of(token)
    if found is None or actions.state_of_invitation(found) != "open":
        return errors.page(
            request, 404, request.words(say("This invitation cannot be used any more; ask for a new one."))
        )
    there = User.objects.filter(email=found.email).first()
    mine = there is not None and request.user.pk == there.pk
    form = None if there else AcceptanceForm(request.POST or None)
    if request.method == "POST" and (mine or (form is not None and form.is_valid())):
        given = form.cleaned_data if form is not None else {"person": "", "password": ""}
        accepted = actions.AcceptInvitation(
            token, given["person"], given["password"], request.user.pk if mine else None
        )
        made = perform(None, accepted, who="invitation").result
        if mine:
            request.session[ACTING] = made.key
            return redirect("today")
        return _signed_in(request, made.user)
    shown = {"form": form, "found": found, "there": there is not None, "mine": mine}
    return render(request, "people/invitation.html.j2", shown, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: WebRequest) -> HttpResponse:
    """A person's own name, language and keys."""
    user = request.person
    begin = {"person": user.name, "language": user.language, "keys_off": user.keys_off}
    form = ProfileForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        perform(request.member, actions.ChangeProfile(given["person"], given["language"], given["keys_off"]))
        return redirect("profile")
    return render(request, "people/profile.html.j2", {"form": form, "members": request.members})


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: WebRequest) -> HttpResponse:
    """What a person had typed when their session ended: to be sent, or left by the button."""
    found = keeping.kept_of(request)
    if found is None or request.method == "POST":
        keeping.forget(request)
        return redirect("today")
    request.session[ACTING] = found.who  # the role that the form was filled in
    return render(request, "people/kept.html.j2", {"kept": found})


@require_POST
def act_as(request: WebRequest) -> HttpResponse:
    """Work in another of one's own roles."""
    wanted = next((x for x in request.members if x.key == request.POST.get("member")), None)
    if wanted is None:
        return errors.page(request, 404)
    request.session[ACTING] = wanted.key
    return redirect("today")


@require_POST
def language(request: WebRequest) -> HttpResponse:
    """Choose a language before signing in, or for good where one is signed in."""
    chosen = request.POST.get("language", "")
    response = back_to(request)
    if chosen in spoken():
        if request.member is not None:
            user = request.member.user
            perform(request.member, actions.ChangeProfile(user.name, chosen, user.keys_off))
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=31_536_000,
            httponly=True,
            samesite="Lax",
            secure=settings.ADDRESS.secure,
        )
    return response


def _signed_in(request: WebRequest, user: User) -> HttpResponse:
    """Sign a person in who has just proved to be theirs; the session begins anew."""
    # The password was chosen a moment ago: what comes next, a second factor, need not ask for it again.
    record_authentication(request, user, "password", reauthenticated=True)
    login = Login(user=user, email=user.email, redirect_url="/today/")
    response: HttpResponse = perform_login(request, login)
    return response
