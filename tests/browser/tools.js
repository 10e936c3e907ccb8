// What the tests ask of a page; evaluated in it.
window.tools = (() => {
  const seen = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true});

  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && seen(node.parentElement)) found.push(node);
    }
    return found;
  }

  // The lines of a text, each cut to the height of its letters: fonts reserve more than they draw.
  function lines(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    return [...range.getClientRects()]
      .filter((box) => box.width > 1 && box.height > 1)
      .map((box) => {
        const middle = (box.top + box.bottom) / 2;
        return {left: box.left, right: box.right, top: middle - size * .35, bottom: middle + size * .35};
      });
  }

  const name = (node) => `${node.parentElement.localName} "${node.data.trim().slice(0, 40)}"`;
  const hidden = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 && box.height <= 1;  // for screen readers only
  };

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const opaque = (element) => (channels(getComputedStyle(element).backgroundColor)[3] ?? 1) > 0;

  // WCAG 2.2: relative luminance, contrast ratio.
  function luminance(colour) {
    const [red, green, blue] = channels(colour)
      .map((value) => value / 255)
      .map((value) => (value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4));
    return .2126 * red + .7152 * green + .0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + .05) / (dark + .05);
  }

  function ground(element) {
    while (element && !opaque(element)) element = element.parentElement;
    return element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
  }

  return {
    restyle(css) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = css ? [sheet] : [];
    },

    // As it was when it was loaded: nothing is focused, and Tab begins at the top.
    rewind() {
      const top = document.createElement('a');
      top.tabIndex = 0;
      document.body.prepend(top);
      top.focus();
      top.remove();
      scrollTo(0, 0);
    },

    // What cannot be read: beyond the edges, cut off, or under another text.
    losses() {
      const lost = [];
      const root = document.documentElement;
      if (root.scrollWidth > innerWidth) lost.push(`the page is ${root.scrollWidth} px wide of ${innerWidth}`);
      const nodes = texts().filter((node) => !hidden(node.parentElement));
      const all = nodes.flatMap((node) => lines(node).map((line) => ({node, ...line})));
      for (const {node, left, right} of all) {
        if (left < -1 || right > innerWidth + 1) lost.push(`beyond the edge: ${name(node)}`);
      }
      for (const element of document.body.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        const cuts = style.overflow !== 'visible' || style.textOverflow === 'ellipsis';
        const cut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
        if (cuts && cut && seen(element) && !hidden(element) && element.innerText) lost.push(`cut off: ${element.localName}.${element.className}`);
      }
      all.forEach((one, index) => {
        for (const other of all.slice(index + 1)) {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          if (across > 2 && down > 1) lost.push(`one over the other: ${name(one.node)}, ${name(other.node)}`);
        }
      });
      return [...new Set(lost)];
    },

    looks() {
      return [document.body, ...document.body.querySelectorAll('*')].map((element) => {
        const style = getComputedStyle(element);
        return [style.color, style.backgroundColor, style.font, style.margin, style.padding, style.display].join();
      });
    },

    colours: (selector) => [...document.querySelectorAll(selector)].map((element) => getComputedStyle(element).color),

    // Links that nothing but their colour tells from text.
    unmarked() {
      const clear = (colour) => channels(colour)[3] === 0;
      return [...document.links].filter(seen).filter((link) => {
        const style = getComputedStyle(link);
        const underlined = style.textDecorationLine.includes('underline') && !clear(style.textDecorationColor);
        const framed = style.borderBottomStyle !== 'none' && parseFloat(style.borderBottomWidth) >= 1;
        return !underlined && !(framed && !clear(style.borderBottomColor));
      }).map((link) => link.innerText);
    },

    systemColour(name) {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.cssText = `color: ${name}; forced-color-adjust: none`;
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    },

    // Texts that do not stand out from what is behind them.
    pale() {
      return texts().filter((node) => !hidden(node.parentElement))
        .map((node) => [node, getComputedStyle(node.parentElement)])
        .map(([node, style]) => [node, contrast(node.parentElement.closest('svg') ? style.fill : style.color, ground(node.parentElement))])
        .filter(([, ratio]) => ratio < 4.5)
        .map(([node, ratio]) => `${ratio.toFixed(2)}:1: ${name(node)}`);
    },

    // Backgrounds that would be a waste of ink, and on which dark text could not be read.
    darkGrounds() {
      return [document.documentElement, document.body, ...document.body.querySelectorAll('*')]
        .filter((element) => seen(element) && opaque(element) && luminance(getComputedStyle(element).backgroundColor) < .5)
        .map((element) => `${element.localName}.${element.className}`);
    },

    focused() {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const line = element.getClientRects()[0];
      const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
      return {
        href: element.getAttribute('href'),
        // "auto" is the browser's own ring, drawn by it in two colours.
        outline: {none: 0, auto: 2}[style.outlineStyle] ?? parseFloat(style.outlineWidth),
        contrast: contrast(style.outlineColor, ground(element.parentElement)),
        uncovered: element.contains(hit),
      };
    },
  };
})();
