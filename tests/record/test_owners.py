from sop_kit.record.changes import apply
from sop_kit.record.collection import Listed
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.model import Record
from sop_kit.record.owners import listed, owner_edits
from sop_kit.record.tables import PersonRow, Product


def record(*people: PersonRow, **product: object) -> Record:
    return Record(product=Product.model_validate({"id": "fraud", **product}), people=people)


def line(*owners: Owner, **said: str) -> ListedLine:
    return ListedLine(product="fraud", owners=owners, **said)


def taken(before: Record, said: ListedLine, last: Listed | None = None) -> Record:
    return apply(before, owner_edits(before, said, last or Listed())[0])


def test_a_new_line_gets_its_name_its_owner_and_its_people():
    said = line(
        Owner(name="张三", contact="z@x.cn", department="风控"),
        Owner(name="李四"),
        name="反欺诈",
        deputy="李四",
        lang="zh",
    )
    after = taken(record(), said)
    assert after.product == Product(id="fraud", name="反欺诈", owner="张三", deputy="李四", languages=("zh",))
    assert after.people == (
        PersonRow(id="张三", name="张三", contact="z@x.cn", department="风控"),
        PersonRow(id="李四", name="李四"),
    )
    assert owner_edits(record(), said, Listed())[1] == ("张三", "李四")


def test_the_same_list_again_changes_nothing():
    said = line(Owner(name="张三", contact="z@x.cn"), name="反欺诈", deputy="李四")
    after = taken(record(), said)
    assert owner_edits(after, said, listed(said))[0] == ()


def test_what_people_have_written_since_stays_until_the_list_says_something_new():
    said = line(Owner(name="张三"), name="反欺诈")
    renamed = taken(record(), said).replace(product=Product(id="fraud", name="交易反欺诈", owner="张三"))
    assert taken(renamed, said, listed(said)).product.name == "交易反欺诈"
    anew = line(Owner(name="李四"), name="反欺诈")
    assert taken(renamed, anew, listed(said)).product == Product(id="fraud", name="交易反欺诈", owner="李四")


def test_two_people_of_one_name_are_two_people():
    said = line(Owner(name="张三", contact="a@x.cn"), Owner(name="张三", contact="b@x.cn"))
    assert owner_edits(record(), said, Listed())[1] == ("张三", "张三-2")


def test_a_person_who_is_known_gets_what_was_not_known():
    known = PersonRow(id="p7", name="张三", department="风控")
    after = taken(record(known), line(Owner(name="张 三", contact="z@x.cn", department="数据")))
    assert after.people == (PersonRow(id="p7", name="张三", department="风控", contact="z@x.cn"),)
    assert after.product.owner == "p7"
