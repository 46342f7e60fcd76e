"""How much the parts of a bar stand out from its ground."""

from __future__ import annotations

__all__ = ["CONTRAST"]

CONTRAST = """bar => {
  const luminance = colour => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(value => value / 255)
      .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const style = name => getComputedStyle(bar.shadowRoot.querySelector(name));
  const back = luminance(style('section').backgroundColor);
  const against = colour => {
    const [low, high] = [luminance(colour), back].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  return [against(style('bdi').color), against(style('a').color), against(style('i').borderTopColor), back];
}"""
"""A function of the bar's element: the contrast of text, link and mark with the ground, and the ground's luminance.

After WCAG 2.2, `relative luminance` and `contrast ratio`.
"""
