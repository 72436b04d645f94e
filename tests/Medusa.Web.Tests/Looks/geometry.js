// Looks at a page as it is laid out and says what is wrong with it: [fault, …].
() => {
    const faults = [];
    const nameOf = element => `${element.tagName.toLowerCase()}${typeof element.className === 'string' && element.className ? `.${element.className.trim().split(/\s+/).join('.')}` : ''} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const isScroller = style => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);
    const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.unseen, .skip');

    // A button whose clear ::after spreads over its card hides nothing: the whole card is pressed.
    const isHitArea = element => {
        const after = getComputedStyle(element, '::after');
        return after.position === 'absolute' && after.content === '""' && /transparent|, 0\)$/.test(after.backgroundColor) && after.backgroundImage === 'none';
    };

    if (document.documentElement.scrollWidth > innerWidth) {
        faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
    }

    // Text: each piece within whatever would cut it off, and on no other piece.
    const pieces = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.parentElement;
        if (node.data.trim() === '' || element.closest('option, noscript, script, style, title') || !isShown(element)) {
            continue;
        }

        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
            if (rect.width < 1 || rect.height < 1) {
                continue;
            }

            let box = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
            let isInScroller = false;
            for (let around = element; around && around !== document.body; around = around.parentElement) {
                const style = getComputedStyle(around);
                if (style.overflowX === 'visible' && style.overflowY === 'visible') {
                    continue;
                }

                const outer = around.getBoundingClientRect();
                isInScroller ||= isScroller(style);
                const isShortened = style.textOverflow === 'ellipsis' && (around.title || around.querySelector('[title]') || around.closest('[title]'));
                if (!isScroller(style) && !isShortened && !isInScroller && (box.left < outer.left - 1 || box.right > outer.right + 1 || box.top < outer.top - 1 || box.bottom > outer.bottom + 1)) {
                    faults.push(`${nameOf(element)} is cut by ${nameOf(around)}`);
                }

                box = { left: Math.max(box.left, outer.left), right: Math.min(box.right, outer.right), top: Math.max(box.top, outer.top), bottom: Math.min(box.bottom, outer.bottom) };
            }

            if (box.right - box.left < 1 || box.bottom - box.top < 1) {
                continue;
            }

            if (!isInScroller && (box.left < -1 || box.right > innerWidth + 1)) {
                faults.push(`${nameOf(element)} reaches out of the window`);
            }

            // What stands below a fixed head or a note is covered on purpose: only what can be seen counts.
            const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
            const isClear = top instanceof SVGElement && /transparent|, 0\)$/.test(getComputedStyle(top).fill);
            if (!top || isClear || isHitArea(top) || top === element || element.contains(top) || top.contains(element)) {
                pieces.push({ element, node, box });
            } else if (!top.closest('[class*=toast], .episodes-head, .grid-head, .grid-number')) {
                faults.push(`${nameOf(element)} is covered by ${nameOf(top)}`);
            }
        }
    }

    // Lines of one text stand as close as their line height says, which is less than their letters' boxes are high.
    const slack = 3;
    pieces.sort((one, other) => one.box.top - other.box.top);
    for (let index = 0; index < pieces.length; index++) {
        const one = pieces[index];
        for (let next = index + 1; next < pieces.length && pieces[next].box.top < one.box.bottom - slack; next++) {
            const other = pieces[next];
            const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
            const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
            if (one.node !== other.node && width > 1 && height > slack && !one.element.closest('[class*=toast]') && !other.element.closest('[class*=toast]')) {
                faults.push(`${nameOf(one.element)} lies on ${nameOf(other.element)}`);
            }
        }
    }

    // What can be pressed: large enough, and apart from each other. Links within a sentence are as high as the sentence.
    const isInSentence = element => element.matches('a') && getComputedStyle(element).display === 'inline' && [...element.parentElement.childNodes].some(node => node !== element && node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(isShown).map(element => ({ element, box: element.getBoundingClientRect() })).filter(({ box }) => box.width > 0 && box.height > 0);
    for (const { element, box } of targets) {
        const label = element.closest('label')?.getBoundingClientRect();
        if (!isInSentence(element) && (Math.max(box.width, label?.width ?? 0) < 23.9 || Math.max(box.height, label?.height ?? 0) < 23.9)) {
            faults.push(`${nameOf(element)} is ${box.width.toFixed(0)} × ${box.height.toFixed(0)}: less than 24 × 24`);
        }
    }

    const scrollerOf = element => {
        for (let around = element.parentElement; around; around = around.parentElement) {
            if (isScroller(getComputedStyle(around))) {
                return around;
            }
        }

        return null;
    };
    for (let index = 0; index < targets.length; index++) {
        for (let next = index + 1; next < targets.length; next++) {
            const [one, other] = [targets[index], targets[next]];
            const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
            const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
            if (width > 1 && height > 1 && !one.element.contains(other.element) && !other.element.contains(one.element) && scrollerOf(one.element) === scrollerOf(other.element)) {
                faults.push(`${nameOf(one.element)} and ${nameOf(other.element)} overlap`);
            }
        }
    }

    return [...new Set(faults)].slice(0, 40);
}
