// A second click while the first is on its way does nothing. Only a comfort: the server answers a repeated post with
// the same answer, and form.submit() passes by here.
(() => {
  let sentAt = -Infinity;
  document.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 3000) event.preventDefault();
    else sentAt = event.timeStamp;
  });
  window.addEventListener('pageshow', () => {
    sentAt = -Infinity;
  });
})();
