"""Names of features by what they are made of; called with a ``Look`` before that, see ``linear.shared``.

Their order is that of the sum: another one rounds otherwise, and tells two candidates of one score apart.
"""

from __future__ import annotations

from marsad.reading.scores.linear import shared


@shared
def of_part(said: str, group: str, slots: str, kind: str) -> tuple[str, ...]:
    return f"said={said}", f"said={said}|{group}", f"said={said}|{slots}", f"said={said}|{kind}"


@shared
def of_saying(said: str, rule: str) -> tuple[str, ...]:
    return (f"said={said}|{rule}",)


@shared
def of_flag(name: str, *of: str) -> tuple[str, ...]:
    return ("|".join((name, *of)),)


@shared
def of_prep(prep: str, said: str) -> tuple[str, ...]:
    return (f"prep={prep}|{said}",)


@shared
def of_what(key: str, said: str, group: str) -> tuple[str, ...]:
    return f"what={key}|{said}", f"what={key}|{group}"


@shared
def of_foe(name: str, group: str, said: str, slots: str) -> tuple[str, ...]:
    return f"{name}|{group}|{said}", f"{name}|{slots}"


@shared
def of_victim(what: str, group: str, said: str, slots: str) -> tuple[str, ...]:
    return f"victim|{what}", f"victim|{group}", f"victim|{said}|{slots}"


@shared
def of_source(said: str, group: str) -> tuple[str, ...]:
    return f"source|{said}", f"source|{group}"


@shared
def of_head(word: str, side: str, group: str) -> tuple[str, ...]:
    return f"head={word}", f"head={word}|{side}|{group}"


@shared
def of_walls(walls: int, side: str, said: str) -> tuple[str, ...]:
    return (f"walls={walls}|{side}|{said}",)


@shared
def of_figure(who: str, group: str, near: int, said: str, later: bool) -> tuple[str, ...]:
    return f"figure={who}|{group}|{near}", f"later={int(later)}|{said}|{group}"


@shared
def of_kind(said: str, group: str, slots: str, kind: str, chunk: str) -> tuple[str, ...]:
    return (
        f"said={said}|{group}|{chunk}",
        f"kind={kind}",
        f"kind={kind}|{group}",
        f"class={chunk}|{group}|{slots}",
    )


@shared
def of_rank(nth: int, kind: str, group: str, said: str) -> tuple[str, ...]:
    return f"nth={nth}|{kind}|{group}", f"nth={nth}|{kind}|{said}"


@shared
def of_distance(step: int, group: str, chunk: str, slots: str, agentive: bool) -> tuple[str, ...]:
    return f"away={step}", f"away={step}|{group}|{chunk}", f"away|{slots}|{int(agentive)}"


@shared
def of_standing(
    count: str, agentive: bool, head: bool, rank: int, slots: str, said: str, group: str
) -> tuple[str, ...]:
    begins = (f"head|{said}", f"head|{group}") if head else ()
    return (f"count={count}|{int(agentive)}", *begins, f"rank={rank}|{slots}|{said}", f"rank={rank}|{group}")


@shared
def of_deeds(does: int, bears: int, said: str, group: str, slots: str) -> tuple[str, ...]:
    return f"does={does}{bears}|{said}", f"does={does}{bears}|{group}", f"does={does}{bears}|{slots}"


@shared
def of_place(
    side: str, between: int, far: str, verbal: str, said: str, group: str, kind: str, prep: str
) -> tuple[str, ...]:
    return (
        f"at={side}{between}|{verbal}|{said}", f"at={side}{between}|{group}|{kind}", f"at={side}{far}|{verbal}|{prep}",
        f"at={side}{far}|{said}", f"at={side}|{prep}|{group}", f"at={side}|{prep}|{verbal}|{kind}",
    )  # fmt: skip


@shared
def of_again(side: str, far: str, form: str, prep: str, said: str, group: str) -> tuple[str, ...]:
    return (
        f"again={side}{far}|{form}|{said}",
        f"again={side}|{prep}|{group}",
        f"again={side}{far}|{prep}|{form}",
    )


@shared
def of_mate(tie: str, part: str, mate: str, kind: str, prep: str, said: str, group: str) -> tuple[str, ...]:
    return (
        f"mate {tie}|{part}|{said}",
        f"mate {tie}|{mate}|{kind}|{group}",
        f"mate {tie}|{mate}|{part}|{prep}",
    )


@shared
def of_count(among: str, kind: str, sort: str, said: str, group: str) -> tuple[str, ...]:
    return f"count={among}|{group}|{kind}:{sort}", f"count={among}|{said}|{kind}"


@shared
def of_rule(side: str, rule: str, said: str, prep: str) -> tuple[str, ...]:
    return f"at={side}|{rule}|{said}", f"at={side}|{prep}|{rule}"


@shared
def of_stance(
    side: str, far: str, kind: str, sort: str, group: str, inside: int, verb: int, said: str, joined: bool
) -> tuple[str, ...]:
    return (
        f"at={side}{far}|{kind}:{sort}|{group}",
        f"in={inside}|verb={verb}|{side}|{said}",
        f"joined={int(joined)}|{said}",
    )


@shared
def of_neighbour(part: str, group: str, slots: str, said: str) -> tuple[str, ...]:
    return f"{part}|{group}", f"{part}|{slots}|{said}"


@shared
def of_word_before(word: str, side: str) -> tuple[str, ...]:
    return f"w-1={word}", f"w-1={word}|{side}"


@shared
def of_word_after(word: str) -> tuple[str, ...]:
    return (f"w+1={word}",)
