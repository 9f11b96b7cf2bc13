// Lays an article out at WeChat's widths and gives what its structure rules report.
// Takes the figures of `measured.py`; gives
// [{kind, detail, element, number, heading, width}].
async (figures) => {
  const BLOCKS = new Set("P DIV SECTION H1 H2 H3 H4 H5 H6 LI TD A".split(" "));
  const article = document.getElementById("article");
  const found = [];
  const places = new Map(); // element to its number and the heading before it

  const words = (text) => text.replace(/\s+/g, " ").trim();
  const report = (kind, element, width, detail = "") => {
    const start = words(written(element)).slice(0, figures.shown);
    found.push({ kind, detail, element: start, ...places.get(element), width });
  };

  const sources = new Map(); // picture to its address

  // The HTML of an element as it was, with the addresses of its pictures.
  const written = (element) => {
    const copy = element.cloneNode(true);
    const copies = [copy, ...copy.querySelectorAll("*")];
    [element, ...element.querySelectorAll("*")].forEach((one, index) => {
      if (sources.has(one)) copies[index].setAttribute("src", sources.get(one));
    });
    return copy.outerHTML;
  };

  // A picture's own size without its file: an empty drawing as wide as data-w says.
  const draw = (image) => {
    sources.set(image, image.getAttribute("src") || "");
    const width = parseFloat(image.dataset.w) || figures.pictureWidth;
    const height = width * (parseFloat(image.dataset.ratio) || 0.66);
    const size = `width='${width}' height='${height}'`;
    image.src = `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' ${size}/>`;
  };

  const place = async (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    const images = [...template.content.querySelectorAll("img")];
    images.forEach(draw);
    article.replaceChildren(template.content);
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    places.set(article, { number: 0, heading: "" });
    let heading = "";
    [...article.querySelectorAll("*")].forEach((element, number) => {
      if (/^H[1-6]$/.test(element.tagName)) heading = words(element.textContent);
      places.set(element, { number, heading });
    });
  };

  const inDrawing = (element) => element.parentElement.closest("svg") !== null;
  const ownText = (element) =>
    [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const isInline = (element) => /^inline$|contents/.test(getComputedStyle(element).display);
  const isSeen = (rect) => rect.width > 0 || rect.height > 0;

  // width

  const spans = new Map(); // candidate to what it was at each width

  const measureWidths = (width) => {
    const screen = article.getBoundingClientRect();
    let outside = null;
    for (const element of article.querySelectorAll("*")) {
      if (inDrawing(element) || element.closest("[data-ignore-width]")) continue;
      const rect = element.getBoundingClientRect();
      const isText = isInline(element) && element.tagName !== "IMG";
      if (!isSeen(rect) || isText) continue;
      const fills = Math.abs(rect.left - screen.left + (screen.right - rect.right)) <= 1;
      const sticksOut =
        !fills && (rect.left < screen.left - 1 || rect.right > screen.right + 1);
      if (sticksOut && !(outside && outside.contains(element))) {
        outside = element;
        report("overflow", element, width);
      }
      if (!isCandidate(element)) continue;
      const span = { screen: width, width: rect.width, share: rect.width / width, fills };
      spans.set(element, [...(spans.get(element) || []), span]);
    }
  };

  // Text that sticks out of a box that does not.
  const measureText = (width) => {
    if (article.scrollWidth <= article.clientWidth + 1) return;
    if (found.some((one) => one.kind === "overflow" && one.width === width)) return;
    const wide = [...article.querySelectorAll("*")].filter(
      (one) => !isInline(one) && one.scrollWidth > one.clientWidth + 1 && !inDrawing(one),
    );
    report("overflow", wide.pop() || article, width);
  };

  // Pictures, headings of columns, and what has a width of its own.
  const isCandidate = (element) => {
    if (element.matches("img, thead th")) return true;
    const own = element.style.width;
    return own !== "" && !/auto|100%/.test(own) && element.tagName !== "svg";
  };

  const judgeWidths = () => {
    for (const [element, measured] of spans) {
      const [first, ...rest] = measured;
      const filling = measured.filter((one) => one.fills).length;
      if (filling === measured.length) continue;
      if (filling > 0) {
        report("fills", element, measured.find((one) => !one.fills).screen);
        continue;
      }
      const other = rest.find((one) => Math.abs(one.width - first.width) > figures.widthTolerance);
      const apart = rest.find((one) => Math.abs(one.share - first.share) > figures.shareTolerance);
      if (other && apart) report("share", element, apart.screen);
    }
  };

  // line-height, height, pre

  const measureLines = (width) => {
    const lines = new Map(); // box of text to its last line
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const parent = text.parentElement;
      if (!text.data.trim() || parent.closest("svg")) continue;
      const style = getComputedStyle(parent);
      if (style.lineHeight === "0px") report("zero", parent, width);
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) {
        if (rect.width > 0) follow(lines, boxOf(parent), rect, style.fontSize, parent, width);
      }
    }
  };

  const boxOf = (element) => {
    while (element !== article && isInline(element)) {
      element = element.parentElement;
    }
    return element;
  };

  // Text that goes back to the left began a new line.
  const follow = (lines, box, rect, fontSize, parent, width) => {
    const last = lines.get(box);
    if (last && rect.left >= last.right - 1) {
      last.right = rect.right;
      return;
    }
    const pitch = last ? rect.top - last.top : Infinity;
    const least = figures.pitch * parseFloat(fontSize);
    if (last && last.fontSize === fontSize && pitch >= 0 && pitch < least - 0.1) {
      report("pitch", parent, width, `${pitch.toFixed(1)} px of ${fontSize}`);
    }
    lines.set(box, { top: rect.top, right: rect.right, fontSize });
  };

  // The arithmetic of WeChat's own checker, which takes padding for text.
  const estimateLines = (width) => {
    for (const element of article.querySelectorAll("*")) {
      if (!BLOCKS.has(element.tagName) || !ownText(element).length) continue;
      const style = getComputedStyle(element);
      const fontSize = parseFloat(style.fontSize);
      const pitch = parseFloat(style.lineHeight) || fontSize * figures.normalLine;
      const height = element.getBoundingClientRect().height;
      const count = Math.round(height / pitch);
      if (count >= 2 && height / count < figures.pitch * fontSize) {
        report("estimate", element, width);
      }
    }
  };

  const measureHeights = (width) => {
    for (const element of article.querySelectorAll("[style]")) {
      const own = element.style.height;
      if (!own || /auto|%/.test(own) || element.closest("svg")) continue;
      if (!element.textContent.trim() || element.tagName === "IMG") continue;
      if (/auto|scroll/.test(getComputedStyle(element).overflowY)) continue;
      const [low, little] = figures.cutOff;
      const spare = element.clientHeight <= low ? little : figures.cutOffTall;
      if (element.scrollHeight > element.clientHeight + spare) report("height", element, width);
    }
  };

  const measureCode = (width) => {
    for (const pre of article.querySelectorAll("pre")) {
      if (pre.textContent.trim() && pre.scrollWidth > pre.clientWidth + 1) {
        report("pre", pre, width);
      }
    }
  };

  // contrast

  const parts = (css) => {
    const [red, green, blue, alpha = 1] = css.match(/[\d.]+/g).map(Number);
    return { red, green, blue, alpha };
  };
  const over = (top, below) => {
    const mix = (name) => top[name] * top.alpha + below[name] * (1 - top.alpha);
    return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
  };
  const luminance = (one) => {
    const linear = [one.red, one.green, one.blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };

  const groundOf = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.backgroundImage !== "none") return null;
      layers.push(parts(style.backgroundColor));
    }
    return layers.reduceRight((below, top) => over(top, below), parts("rgb(255,255,255)"));
  };

  const measureContrast = (width) => {
    for (const element of article.querySelectorAll("*")) {
      if (element.closest("svg, [data-ignore-dm~=low-contrast]")) continue;
      if (!ownText(element).length || !isSeen(element.getBoundingClientRect())) continue;
      const ground = groundOf(element);
      if (!ground) continue;
      const ink = over(parts(getComputedStyle(element).color), ground);
      const [low, high] = [luminance(ink), luminance(ground)].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < figures.contrast) {
        report("contrast", element, width, `contrast ${contrast.toFixed(2)}`);
      }
    }
  };

  await place(figures.html);
  for (const width of figures.widths) {
    article.style.width = `${width}px`;
    measureWidths(width);
    measureText(width);
    measureLines(width);
    estimateLines(width);
    measureHeights(width);
    measureCode(width);
  }
  judgeWidths();
  measureContrast(figures.widths[0]);
  return found;
}
