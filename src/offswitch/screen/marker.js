// Show the person which element is being read or switched. Never takes a click.
([target, words]) => {
  document.querySelectorAll('[data-offswitch-marker]').forEach((old) => old.remove());
  if (!target) return;
  const box = target.getBoundingClientRect();
  const host = document.createElement('div');
  host.setAttribute('data-offswitch-marker', '');
  host.setAttribute('aria-hidden', 'true');
  host.style.cssText = 'position:fixed;inset:0;pointer-events:none;z-index:2147483647;border:0;margin:0;padding:0;background:none';
  const root = host.attachShadow({ mode: 'closed' });
  const left = Math.max(4, box.left - 8), top = Math.max(4, box.top - 8);
  const frame = document.createElement('div');
  frame.style.cssText = `position:fixed;left:${left}px;top:${top}px;width:${box.width + 16}px;height:${box.height + 16}px;` +
    'border:3px solid #e4570c;border-radius:12px;box-shadow:0 0 0 4px #e4570c33;box-sizing:border-box';
  const note = document.createElement('div');
  note.textContent = words;
  note.style.cssText = `position:fixed;left:${left}px;top:${top > 40 ? top - 34 : top + box.height + 22}px;background:#e4570c;` +
    'color:#fff;font:600 13px/1 system-ui,sans-serif;padding:7px 10px;border-radius:8px;white-space:nowrap';
  root.append(frame, note);
  document.documentElement.append(host);
}
