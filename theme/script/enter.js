// Enter must not send a form anywhere: it presses the button of the form, if that has one.
d.onsubmit = function (event) {
  event.preventDefault();
  if (event.target.check) event.target.check()
};
