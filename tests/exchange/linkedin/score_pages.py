"""Score pages in the languages that the reader knows: their words as LinkedIn might put them.

English, German, Portuguese, French and Dutch labels were seen; the others are translations.
"""

from typing import NamedTuple


class Words(NamedTuple):
    """What a page says in one language; {n} stands for a number."""

    pillars: tuple[str, str, str, str]
    total: str
    ranks: tuple[str, str]
    """Labels of the ranks in the industry and in the network."""
    top: str
    averages: tuple[str, str]
    told: str
    """The sentence that says a rank again."""
    change: str
    comma: bool = True
    own: str = "Social Selling Index"


LANGUAGES = {
    "en": Words(
        ("Establish your professional brand", "Find the right people", "Engage with insights",
         "Build relationships"),
        "{n} out of 100", ("Industry SSI rank", "Network SSI rank"), "Top {n}%",
        ("Sales professionals in the Bakery industry have an average SSI of {n}.",
         "People in your network have an average SSI of {n}."),
        "You rank in the top {n}%", "Up 2% since last week", comma=False,
    ),
    "de": Words(
        ("Ihre professionelle Marke aufbauen", "Gezielt die richtigen Personen finden",
         "Durch Einblicke Interesse wecken", "Beziehungen aufbauen"),
        "{n} von 100", ("SSI-Rang in der Branche", "SSI-Rang im Netzwerk"), "Top {n} %",
        ("Verkäufer in der Branche Bäckereien haben einen durchschnittlichen SSI von {n}.",
         "Personen in Ihrem Netzwerk haben einen durchschnittlichen SSI von {n}."),
        "Sie gehören zu den Top {n} %", "Um 2 % gestiegen seit letzter Woche",
    ),
    "fr": Words(
        ("Construire votre marque personnelle", "Trouver les bonnes personnes",
         "Échanger des informations", "Établir des relations"),
        "{n} sur 100", ("Classement SSI du secteur", "Classement SSI du réseau"), "Top {n} %",
        ("Les commerciaux du secteur Boulangerie ont un SSI moyen de {n}.",
         "Les personnes de votre réseau ont un SSI moyen de {n}."),
        "Vous êtes dans le top {n} %", "En hausse de 2 % depuis la semaine dernière",
    ),
    "nl": Words(
        ("Bouw uw eigen professionele merk op", "Vinden van de juiste personen",
         "Hoe ga je om met content", "Bouwen aan een sterk netwerk"),
        "{n} van 100", ("SSI-rang in branche", "SSI-rang in netwerk"), "Top {n}%",
        ("Verkopers in de branche Bakkerijen hebben een gemiddelde SSI van {n}.",
         "Mensen in uw netwerk hebben een gemiddelde SSI van {n}."),
        "U staat in de top {n}%", "2% hoger dan vorige week",
    ),
    "pt": Words(
        ("Estabelecer sua marca profissional", "Localizar as pessoas certas",
         "Interagir oferecendo insights", "Criar relacionamentos"),
        "{n} de 100", ("Classificação do SSI no setor", "Classificação do SSI na rede"),
        "Primeiros {n}%",
        ("Profissionais de vendas do setor Padaria têm um SSI médio de {n}.",
         "As pessoas da sua rede têm um SSI médio de {n}."),
        "Você está entre os primeiros {n}%", "Aumento de 2% desde a semana passada",
    ),
    "es": Words(
        ("Establece tu marca profesional", "Encuentra a las personas adecuadas",
         "Interactúa con información", "Crea relaciones"),
        "{n} de 100", ("Clasificación SSI en tu sector", "Clasificación SSI en tu red"),
        "Top {n} %",
        ("Los profesionales de ventas del sector Panadería tienen un SSI promedio de {n}.",
         "Las personas de tu red tienen un SSI promedio de {n}."),
        "Estás entre el {n} % superior", "Sube un 2 % desde la semana pasada",
    ),
    "it": Words(
        ("Crea il tuo marchio professionale", "Trova le persone giuste",
         "Interagisci con informazioni utili", "Costruisci relazioni"),
        "{n} su 100", ("Classifica SSI nel settore", "Classifica SSI nella rete"), "Top {n}%",
        ("I venditori del settore Panetteria hanno un SSI medio di {n}.",
         "Le persone nella tua rete hanno un SSI medio di {n}."),
        "Sei tra i primi {n}%", "In aumento del 2% dalla scorsa settimana",
    ),
    "da": Words(
        ("Opbyg dit professionelle brand", "Find de rigtige personer", "Engager med indsigt",
         "Opbyg relationer"),
        "{n} ud af 100", ("SSI-placering i branchen", "SSI-placering i netværket"), "Top {n} %",
        ("Sælgere i branchen Bagerier har et gennemsnitligt SSI på {n}.",
         "Personer i dit netværk har et gennemsnitligt SSI på {n}."),
        "Du er i top {n} %", "2 % op siden sidste uge",
    ),
    "sv": Words(
        ("Etablera ditt professionella varumärke", "Hitta rätt personer",
         "Engagera dig med insikter", "Bygg relationer"),
        "{n} av 100", ("SSI-rankning i branschen", "SSI-rankning i nätverket"), "Topp {n} %",
        ("Säljare i branschen Bagerier har ett genomsnittligt SSI på {n}.",
         "Personer i ditt nätverk har ett genomsnittligt SSI på {n}."),
        "Du är bland de {n} % bästa", "Upp 2 % sedan förra veckan",
    ),
    "no": Words(
        ("Bygg din profesjonelle merkevare", "Finn de rette personene",
         "Engasjer med innsikt", "Bygg relasjoner"),
        "{n} av 100", ("SSI-rangering i bransjen", "SSI-rangering i nettverket"), "Topp {n} %",
        ("Selgere i bransjen Bakerier har en gjennomsnittlig SSI på {n}.",
         "Personer i nettverket ditt har en gjennomsnittlig SSI på {n}."),
        "Du er blant de {n} % beste", "Opp 2 % siden forrige uke",
    ),
    "tr": Words(
        ("Profesyonel markanızı oluşturun", "Doğru kişileri bulun", "Bilgilerle etkileşim kurun",
         "İlişkiler kurun"),
        "100 üzerinden {n}", ("Sektör SSI sıralaması", "Ağ SSI sıralaması"), "İlk %{n}",
        ("Fırıncılık sektöründeki satış uzmanlarının ortalama SSI puanı {n}.",
         "Ağınızdaki kişilerin ortalama SSI puanı {n}."),
        "İlk %{n} içindesiniz", "Geçen haftadan beri %2 arttı",
    ),
    "pl": Words(
        ("Zbuduj swoją profesjonalną markę", "Znajdź właściwe osoby",
         "Angażuj, dzieląc się wiedzą", "Buduj relacje"),
        "{n} ze 100", ("Miejsce SSI w branży", "Miejsce SSI w sieci"), "Top {n}%",
        ("Sprzedawcy w branży Piekarnie mają średni SSI {n}.",
         "Osoby w Twojej sieci mają średni SSI {n}."),
        "Jesteś w top {n}%", "Wzrost o 2% od zeszłego tygodnia",
    ),
    "cs": Words(
        ("Vybudujte si profesní značku", "Najděte správné osoby", "Zapojte se s informacemi",
         "Budujte vztahy"),
        "{n} ze 100", ("Pořadí SSI v odvětví", "Pořadí SSI v síti"), "Top {n} %",
        ("Prodejci v odvětví Pekárny mají průměrný SSI {n}.",
         "Lidé ve vaší síti mají průměrný SSI {n}."),
        "Jste mezi top {n} %", "Nárůst o 2 % od minulého týdne",
    ),
    "ru": Words(
        ("Создайте профессиональный бренд", "Находите нужных людей",
         "Делитесь аналитикой", "Выстраивайте отношения"),
        "{n} из 100", ("Рейтинг SSI в отрасли", "Рейтинг SSI в сети"), "Топ {n} %",
        ("Специалисты по продажам в отрасли «Пекарни» имеют средний SSI {n}.",
         "У людей в вашей сети средний SSI {n}."),
        "Вы входите в лучшие {n} %", "На 2 % выше, чем на прошлой неделе",
    ),
    "ja": Words(
        ("プロフェッショナルブランドを確立する", "適切な人物を見つける", "インサイトで交流する",
         "関係を構築する"),
        "100点中{n}点", ("業界SSIランク", "ネットワークSSIランク"), "上位{n}%",
        ("製パン業界の営業担当者の平均SSIは{n}です。", "あなたのネットワークの平均SSIは{n}です。"),
        "あなたは上位{n}%です", "先週から2%上昇", comma=False,
    ),
    "ko": Words(
        ("전문가 브랜드 구축", "적합한 사람 찾기", "인사이트로 소통", "관계 구축"),
        "100점 만점에 {n}점", ("업계 SSI 순위", "네트워크 SSI 순위"), "상위 {n}%",
        ("제과 업계 영업 전문가의 평균 SSI는 {n}입니다.", "내 네트워크의 평균 SSI는 {n}입니다."),
        "상위 {n}%에 속합니다", "지난주 대비 2% 상승", comma=False,
    ),
    "zh": Words(
        ("建立职业品牌", "找到合适的人", "分享行业见解", "建立人际关系"),
        "{n} / 100", ("行业 SSI 排名", "人脉 SSI 排名"), "前 {n}%",
        ("烘焙行业销售人员的平均 SSI 为 {n}。", "您的人脉的平均 SSI 为 {n}。"),
        "您位列前 {n}%", "较上周上升 2%", comma=False,
    ),
}  # fmt: skip
"""By their codes."""

FORMS = ("{v} | {l}", "{l}\t{v}", "{l} {v}", "{v} {l}", "{l}: {v}", "{l}\n{v}", "{v}\n{l}",
         "{v}\n\n{l}\n", "{l}\n{v} / 25")  # fmt: skip
"""How a value and its label stand together."""


def page(
    language: str,
    values: tuple[str, ...],
    *,
    order: tuple[int, ...] = (0, 1, 2, 3),
    form: str = FORMS[0],
    flat: bool = False,
    whole: bool = True,
) -> str:
    """One page: total 33, ranks 85 and 65, averages 31 and 30; values in the order of pillars."""
    words = LANGUAGES[language]
    shown = [value.replace(".", "," if words.comma else ".") for value in values]
    lines = [f"{words.own}"]
    if whole:
        for rank, label in zip((85, 65), words.ranks, strict=True):
            lines += [words.top.format(n=rank), label]
    lines += [words.own, words.total.format(n=33)]
    lines += [form.format(v=shown[n], l=words.pillars[n]) for n in order]
    if whole:
        for rank, mean, sentence in zip((85, 65), (31, 30), words.averages, strict=True):
            lines += [sentence.format(n=mean), words.told.format(n=rank), words.change]
    text = "\n".join(lines)
    return " ".join(text.split()) if flat else text + "\n"
