"""A new product line: its id, its name and the method's five roles."""

from __future__ import annotations

from sop_kit.record.authors import author
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import clean_product_id
from sop_kit.record.store import Store

METHOD_ROLES = {
    "product-manager": "产品经理 / 业务 PO · Product manager",
    "business-expert": "业务骨干 · Business expert",
    "data-scientist": "AI 团队 / 数据科学家 · AI team, data scientist",
    "ai-expert-user": "AI 应用骨干 · Expert user of the AI",
    "data-team": "数据团队 · Data team",
}


def new_line(store: Store, product: str, name: str) -> None:
    """Make a product line with the method's five roles, named in both languages of the method.

    Raises
    ------
    BadValue
        When ``product`` is no id of a product line.
    """
    product = clean_product_id(product)
    edits = [Edit(act="put", table="product", values={"id": product, "name": name})]
    edits += [Edit(act="put", table="roles", row=row, values={"name": role}) for row, role in METHOD_ROLES.items()]
    store.add(product, edits, by=author(), why="new product line", expect=0)
