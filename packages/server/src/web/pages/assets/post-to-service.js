// Sends the form to the application by itself, but not when the person has come back to this page.
(() => {
  const form = document.getElementById('postToService');
  const [navigation] = performance.getEntriesByType('navigation');
  if (form && navigation?.type !== 'back_forward') HTMLFormElement.prototype.submit.call(form);
})();
