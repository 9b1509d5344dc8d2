"""Names of people in texts: those the record knows, and forms that only a person's name has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# Common surnames, without those that begin an everyday word of a role or a duty (高级, 安全, 金融, 方案, 程序 …).
_SURNAMES = (
    "王李张刘陈杨赵吴徐孙胡朱郭梁郑谢韩唐冯董萧曹袁邓沈曾彭吕卢蒋蔡贾魏薛叶"
    "阎潘杜戴钟汪姜谭廖邹熊陆郝崔邱秦侯邵孟尹乔赖龚林"
)
_SHORT = "工总哥姐叔"
_TITLES = "经理|主管|总监|老师|工程师|分析师|专员|博士|同学|先生|女士|主任|部长|组长"
_CHINESE = re.compile(
    rf"[{_SURNAMES}](?:[{_SHORT}]|{_TITLES}|[\u4e00-\u9fff]{{1,2}})|[老小][{_SURNAMES}]|[{_SURNAMES}]某某?"
)
# What looks like a surname and one or two characters more, and is a duty, a place or a team: 董事长, 沈阳, 熊猫组.
_DUTIES = frozenset({"林业", "林产", "陈列", "陆运", "钟点工", "董秘", "董办", "沈阳", "郑州", "徐州", "韩国", "韩语"})
_TEAM = "组部会长站队岗员室科处官所院团班"
_FIRST_NAMES = (
    "James|John|Robert|Michael|David|William|Richard|Joseph|Thomas|Charles|Daniel|Matthew|Anthony|Steven|Andrew|Paul|"
    "Joshua|Kenneth|Kevin|Brian|George|Timothy|Ronald|Edward|Jason|Jeffrey|Ryan|Jacob|Nicholas|Jonathan|Stephen|Justin|"
    "Benjamin|Samuel|Gregory|Alexander|Patrick|Peter|Simon|Martin|Oliver|Thomas|Lukas|Felix|Mary|Patricia|Jennifer|"
    "Linda|Elizabeth|Barbara|Susan|Jessica|Karen|Sarah|Lisa|Nancy|Sandra|Betty|Ashley|Emily|Kimberly|Margaret|Donna|"
    "Michelle|Carol|Amanda|Melissa|Deborah|Stephanie|Rebecca|Laura|Sharon|Cynthia|Kathleen|Helen|Amy|Anna|Angela|Ruth|"
    "Brenda|Emma|Nicole|Samantha|Katherine|Christine|Rachel|Maria|Heather|Diane|Julie|Olivia|Victoria|Alice|Jane|Julia|"
    "Wei|Ming|Jing|Priya|Rahul|Ahmed|Fatima|Mohammed|Yuki|Hiroshi|Carlos|Juan|Pierre|Hans|Ivan|Olga"
)
_LATIN = re.compile(
    rf"(?:(?:Mr|Ms|Mrs|Dr)\.? [A-Z]\w+|(?:{_FIRST_NAMES})(?: [A-Z]\.)?(?: (?:van |de |von )?[A-Z][\w'’-]+)?)"
)
# Names that are everyday words too: where one of them stands in a text, hardly anybody is meant.
_EVERYDAY = re.compile(
    "Art|Bill|Chase|Dean|Drew|Faith|Frank|Grace|Guy|Hope|Jack|Joy|Mark|May|Miles|Page|Pat|Penny|Ray|Rich|Rob|Rose|Sandy|"
    "Skip|Sue|Victor|Wade|Will|高峰|周期|任务|平安|成功|方正|常见|安全|全面|周全|时间|明白|路由|单元"
)
# What follows a first name where a place, a firm or a product is meant.
_NO_SURNAMES = (
    r"(?:Bank|City|College|Day|Group|Hospital|Index|Institute|Laboratory|Labs|Metrics|River|School|Server|Springs|"
    r"Street|Time|University)\b"
)
# A surname with a form of address or behind a first name: whoever is called so is a person, known to the record or
# not. What looks like one and is none is left out: 一张工作表, 王总结, 老赖, 小张贴纸, Victoria Metrics.
_ADDRESSED = re.compile(
    # What a name begins with is looked for first: nearly every place of a text is passed by at once.
    rf"(?=[老小{_SURNAMES}])(?:"
    rf"(?<![大最较更偏过很极缩变])[老小](?!赖)[{_SURNAMES}](?![贴口国同椒须事柱树木地旧醋子头表某])"
    rf"|(?<![一-九两每几这那])[{_SURNAMES}](?:工(?![作程具人序艺厂单时种资期业位号会])|总(?![是结体数量额共和计则裁监表线览价分局面部])"
    rf"|{_TITLES}))"
    r"|(?=[A-Z])(?<!\w)(?:(?:Mr|Ms|Mrs|Dr)\.? [A-Z][a-z]+"
    rf"|(?:{_FIRST_NAMES}) (?!{_NO_SURNAMES})[A-Z][a-z]{{2,}}(?!\w))"
)
_LEAST_LATIN = 3  # letters: Al and Jo stand in too many words
_CJK = re.compile(r"[\u4e00-\u9fff]")


def is_person_name(text: str) -> bool:
    """Say whether a text is a person's name and nothing else: 王小明, 李工, Jane Smith."""
    name = text.strip()
    if name in _DUTIES or (name[-1:] in _TEAM and not name.endswith(("专员", "部长", "组长"))):
        return False
    return bool(_CHINESE.fullmatch(name) or _LATIN.fullmatch(name))


def standing_in(names: Iterable[str]) -> Callable[[str], str]:
    """Return what finds a person in a text, "" when none stands in it: one of these names, or 李工 and Dr. Berg."""
    told = [name for name in (each.strip() for each in names) if _is_telling(name)]
    # The longest first: 林经理 and not 林 alone.
    patterns = [*(_pattern(name) for name in sorted(told, key=len, reverse=True)), _ADDRESSED.pattern]
    found = re.compile("|".join(patterns))

    def find(text: str) -> str:
        match = found.search(text)
        return match.group() if match else ""

    return find


def _is_telling(name: str) -> bool:
    if _EVERYDAY.fullmatch(name):
        return False
    return len(name) > 1 if _CJK.search(name) else len(name) >= _LEAST_LATIN


def _pattern(name: str) -> str:
    return re.escape(name) if _CJK.search(name) else rf"(?<!\w){re.escape(name)}(?!\w)"
