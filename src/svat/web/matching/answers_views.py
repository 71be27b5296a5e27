"""Matching, views of answers: who answered, who is silent, letters, a company's story, the overview, learning."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from svat.council.corridor import corridor_of_text
from svat.web import errors
from svat.web.actions import perform
from svat.web.company.reasons import reason_word
from svat.web.matching import answers as queries
from svat.web.matching import letters_actions as actions
from svat.web.matching.answers_book import answers_book
from svat.web.matching.lessons import KIND as LEARN
from svat.web.matching.lessons_shown import lessons_of
from svat.web.matching.letters import LIST, REMINDER, about
from svat.web.matching.overview import overviews
from svat.web.matching.queries import because_of, job_about
from svat.web.matching.story import story_of
from svat.web.paging import ListOrder, page_of
from svat.web.people.models import CorridorRecord
from svat.web.people.queries import corridors
from svat.web.requests import WebRequest, number_of
from svat.web.rolls.company_queries import company_of, name_shown
from svat.wording import say

ORDER = ListOrder(("id",))
PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def answers(request: WebRequest) -> HttpResponse:
    """How far the answers are, and which pairs answered what."""
    corridor = _corridor(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.KINDS else ""
    places = (request.GET.get("after", ""), request.GET.get("before", ""))
    found = queries.answers_of(request.member)
    given = {
        "found": found,
        "now": corridor,
        "kind": kind,
        "asked_kind": kind,
        "page": page_of(queries.answers(request.member, corridor, kind), ORDER, PAGE, *places)
        if corridor
        else None,
        "letters": _letters(request, corridor) if corridor else None,
        "reason_word": reason_word,
        "name_shown": lambda company: name_shown(company, request.words.language),
    }
    return render(request, "matching/answers.html.j2", given)


@require_safe
def answers_xlsx(request: WebRequest) -> HttpResponse | FileResponse:
    """The same list, all of it, as a workbook."""
    corridor = _corridor(request)
    if corridor is None:
        return errors.page(request, 404)
    now = datetime.now(UTC)
    file = answers_book(request.member, corridor, request.GET.get("kind", ""), request.words, now)
    name = f"{request.words(say('answers'))} {now.date().isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


@require_safe
def silent(request: WebRequest, key: str) -> HttpResponse:
    """The companies that owe an answer, the longest waiting first."""
    corridor = corridors(request.member).filter(key=key).first()
    if corridor is None:
        return errors.page(request, 404)
    given = {
        "corridor": corridor,
        "rows": queries.silent_companies(request.member, corridor),
        "job": job_about(about(corridor, REMINDER), request.words),
        "name_shown": lambda company: name_shown(company, request.words.language),
    }
    return render(request, "matching/silent.html.j2", given)


@require_POST
def letters_send(request: WebRequest, key: str) -> HttpResponse:
    """Write to companies: their lists, or reminders to those that were chosen."""
    kind = request.POST.get("kind", "")
    page = reverse("silent", args=[key]) if kind == REMINDER else f"{reverse('answers')}?corridor={key}"
    chosen = tuple(dict.fromkeys(request.POST.getlist("chosen")))
    done = perform(
        request.member, actions.AskForLetters(key, kind, chosen, page), once=request.POST.get("once", "")
    )
    messages.success(request, request.words(say("The letters are being written.")))
    return redirect(done.answer)


@require_safe
def overview(request: WebRequest) -> HttpResponse:
    """What the council has to show for itself."""
    given = {"found": overviews(request.member), "reason_word": reason_word}
    return render(request, "matching/overview.html.j2", given)


@require_safe
def company_story(request: WebRequest, key: str) -> HttpResponse:
    """All that happened with a company."""
    found = company_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = {
        "x": found,
        "story": story_of(found),
        "shown": name_shown(found, request.words.language),
        "because_of": because_of,
        "name_shown": lambda company: name_shown(company, request.words.language),
    }
    return render(request, "matching/story.html.j2", given)


@require_safe
def learning(request: WebRequest) -> HttpResponse:
    """What answers taught, how much better that predicts, and the switch."""
    found = [
        (
            corridor,
            corridor_of_text(corridor.text).learns,
            lesson,
            job_about(f"{LEARN}:{corridor.key}", request.words),
        )
        for corridor, lesson in lessons_of(request.member)
    ]
    return render(request, "matching/learning.html.j2", {"found": found})


@require_POST
def learning_look(request: WebRequest, key: str) -> HttpResponse:
    """Have a worker look."""
    return redirect(perform(request.member, actions.AskForLesson(key, reverse("learning"))).answer)


@require_POST
def learning_switch(request: WebRequest, key: str) -> HttpResponse:
    """Let answers teach, or not."""
    on = request.POST.get("on") == "1"
    action = actions.SwitchLearning(key, number_of(request), on, reverse("learning"))
    done = perform(request.member, action, once=request.POST.get("once", ""))
    said = (
        say("Answers change the weights of reasons from the next run on.")
        if on
        else say("The table of reasons stands from the next run on.")
    )
    messages.success(request, request.words(said))
    return redirect(done.answer)


def _corridor(request: WebRequest) -> CorridorRecord | None:
    """The corridor that the address names, else the first."""
    of = corridors(request.member)
    key = request.GET.get("corridor", "")
    return of.filter(key=key).first() if key else of.first()


def _letters(request: WebRequest, corridor: CorridorRecord) -> dict[str, object]:
    """Who was not told of their partners yet, and the job that tells them."""
    untold = queries.untold(request.member, corridor)
    return {"untold": untold.count(), "job": job_about(about(corridor, LIST), request.words)}
