"""README.txt of a publication: plain words in the three languages, all in one file.

Not in the message catalogues: the file must come out the same whenever it is written, whatever
language is active and whichever catalogue is compiled.
"""

from collections.abc import Mapping
from uuid import UUID

WIDTH = 72

_KK = """\
{title}
Дауыс беру: {poll}

БҰЛ НЕ
Бұл мұрағатта бір дауыс беруден жарияланатынның бәрі бар: дауыс беру
басталғанға дейін бекітілген ережелер, ашық журнал, барлық бюллетень (кімдікі
екені көрсетілмеген), нәтиже және оны тексеретін бағдарлама.

ҚАЛАЙ ТЕКСЕРУГЕ БОЛАДЫ
Компьютерде Python 3.10 немесе одан жаңасы болуы керек. Мұрағаттан verify.py
файлын шығарып алып, мынаны орындаңыз:

    python verify.py {poll}.zip --key {key}

Бағдарлама нені тексергенін жол-жолымен айтады. Интернет керек емес. Кілтті
(--key) өз түбіртегіңізбен немесе дауыс беру бетімен салыстырыңыз.
Өз бюллетеніңізді табу үшін:

    python verify.py {poll}.zip --receipt ТҮБІРТЕК_КОДЫ

НЕ ДӘЛЕЛДЕНЕДІ
- Журналдан ештеңе өшірілмеген және өзгертілмеген, оған тек қосылған.
- Түбіртегіңіздегі бюллетень журналда тұр.
- Әр орыннан соңғы бюллетень ғана саналған.
- Нәтиже осы бюллетеньдерден жарияланған ереже бойынша шығады.
- Ережелер бірінші бюллетеньге дейін бекітілген.

НЕ ДӘЛЕЛДЕНБЕЙДІ
- Сіз дауыс берген құрылғының адалдығы.
- Дауыс беру жүріп жатқанда жүйе әкімшісінің қарамағаны.
- Ешкімнің дауыс сатып алмағаны.
"""

_RU = """\
{title}
Голосование: {poll}

ЧТО ЭТО
В этом архиве всё, что публикуется об одном голосовании: правила,
закреплённые до его начала, открытый журнал, все бюллетени (без указания,
чьи они), результат и программа, которая его проверяет.

КАК ПРОВЕРИТЬ
Нужен компьютер с Python 3.10 или новее. Извлеките из архива файл verify.py
и выполните:

    python verify.py {poll}.zip --key {key}

Программа построчно скажет, что она проверила. Интернет не нужен. Сравните
ключ (--key) со своей квитанцией или со страницей голосования.
Чтобы найти свой бюллетень:

    python verify.py {poll}.zip --receipt КОД_КВИТАНЦИИ

ЧТО ДОКАЗЫВАЕТСЯ
- Из журнала ничего не удалено и не изменено, в него только добавляли.
- Бюллетень с вашей квитанции есть в журнале.
- С каждого места посчитан только последний бюллетень.
- Результат получается из этих бюллетеней по объявленному правилу.
- Правила закреплены раньше первого бюллетеня.

ЧЕГО ДОКАЗАТЬ НЕЛЬЗЯ
- Что устройство, с которого вы голосовали, было честным.
- Что оператор не подсматривал, пока шло голосование.
- Что никто не покупал голоса.
"""

_EN = """\
{title}
Vote: {poll}

WHAT THIS IS
This archive holds everything that is published of one vote: the rules that
were fixed before it began, the public log, all ballots (without saying whose
they are), the result, and the program that checks it.

HOW TO CHECK
You need a computer with Python 3.10 or newer. Take the file verify.py out of
the archive and run:

    python verify.py {poll}.zip --key {key}

The program says line by line what it has checked. It needs no internet.
Compare the key (--key) with your receipt or with the page of the vote.
To find your own ballot:

    python verify.py {poll}.zip --receipt CODE_OF_THE_RECEIPT

WHAT IS PROVEN
- Nothing was removed from the log or changed in it, only added to it.
- The ballot of your receipt is in the log.
- Of each voter only the last ballot was counted.
- The result follows from these ballots by the announced rule.
- The rules were fixed before the first ballot.

WHAT CANNOT BE PROVEN
- That the device you voted on was honest.
- That the operator did not look while the vote was open.
- That nobody bought votes.
"""

_TEXTS = {"kk": _KK, "ru": _RU, "en": _EN}


def text(*, poll: UUID, titles: Mapping[str, str], key: str) -> str:
    """`key`: the public key of the log in hex. A title that is missing in a language is that of
    another one."""
    some = next(iter(filter(None, titles.values())), "Birge")
    parts = [
        words.format(title=titles.get(code) or some, poll=poll, key=key)
        for code, words in _TEXTS.items()
    ]
    return ("\n" + "=" * WIDTH + "\n\n").join(parts)
