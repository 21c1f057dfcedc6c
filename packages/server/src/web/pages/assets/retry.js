// Tries again when the seconds are over, unless the person was faster or has come back to this page.
(() => {
  const form = document.getElementById('formretry');
  const seconds = Number(form?.dataset.seconds);
  const [navigation] = performance.getEntriesByType('navigation');
  if (!form || !(seconds > 0) || navigation?.type === 'back_forward') return;
  const clock = setTimeout(() => HTMLFormElement.prototype.submit.call(form), seconds * 1000);
  document.addEventListener('submit', () => clearTimeout(clock));
  window.addEventListener('pagehide', () => clearTimeout(clock));
})();
