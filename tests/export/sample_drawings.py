"""Drawings made by hand for the sample document."""

from __future__ import annotations

STAGES = {
    "zh": ("监控", "反馈", "分析", "决策", "优化", "发布"),
    "en": ("Monitor", "Feedback", "Analyse", "Decide", "Optimise", "Release"),
}
ROLES = {
    "zh": ("产品经理", "数据科学家", "标注专家", "平台值班工程师"),
    "en": ("Product owner", "Data scientist", "Labelling expert", "Platform engineer on call"),
}


def swimlane(lang: str, columns: int = 12) -> str:
    """Return a drawing far wider than an upright page."""
    step, lane, left = 190, 110, 150
    width, height = left + columns * step, 40 + 4 * lane
    parts = [f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
    for row, role in enumerate(ROLES[lang]):
        top = 40 + row * lane
        fill = "#f5f7fa" if row % 2 else "#ffffff"
        parts.append(f'<rect y="{top}" width="{width}" height="{lane}" fill="{fill}" stroke="#d3dae3"/>')
        parts.append(f'<text x="12" y="{top + 58}" font-size="14" font-weight="bold" fill="#1b2430">{role}</text>')
    for column in range(columns):
        x, y = left + column * step, 40 + (column * 3 % 4) * lane + 25
        stage = STAGES[lang][column * 6 // columns]
        parts.append(f'<text x="{x}" y="26" font-size="13" fill="#566171">{stage}</text>')
        parts.append(f'<rect x="{x}" y="{y}" width="150" height="60" rx="6" fill="#e7f0fa" stroke="#0b5cad"/>')
        parts.append(f'<text x="{x + 12}" y="{y + 36}" font-size="13" fill="#1b2430">S{column + 1:02d} {stage}</text>')
        if column:
            parts.append(f'<path d="M{x - 38} {y + 30}H{x - 6}" stroke="#566171" stroke-width="1.5"/>')
    family = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{family}">' + "".join(parts) + "</svg>"
    )


def chart(labels: tuple[str, ...]) -> str:
    """Return a small bar chart."""
    bars = "".join(
        f'<text x="0" y="{28 + 34 * row}" font-size="13" fill="#1b2430">{label}</text>'
        f'<rect x="150" y="{13 + 34 * row}" width="{320 - 60 * row}" height="20" fill="#0b5cad"/>'
        for row, label in enumerate(labels)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="160" viewBox="0 0 520 160" '
        f'font-family="Noto Sans CJK SC, sans-serif">{bars}</svg>'
    )
