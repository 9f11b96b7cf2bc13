// A button that copies what a field holds; a field that is not in the page stands there only meanwhile.
function copier(button, field) {
  field.readOnly = true;
  button.onclick = () => {
    var loose = !field.isConnected, done;
    if (loose) button.after(field);
    field.focus();
    field.select();
    field.setSelectionRange(0, 9e9);
    try { done = d.execCommand('copy') } catch (e) {}
    if (!done) {
      // Then it stays there, selected, to be copied by hand.
      if (!navigator.clipboard) return;
      navigator.clipboard.writeText(field.value)
    }
    if (loose) field.remove();
    button.textContent = _('已复制')
  }
}
