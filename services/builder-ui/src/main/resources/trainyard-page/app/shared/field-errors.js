/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * Says at each field what is wrong with it, and goes to the first. A field is that of a pointer by its name, or by
 * `data-pointer`.
 *
 * @param {HTMLFormElement} form
 * @param {import('../client/problem.js').ApiProblem} problem
 * @returns {boolean} whether all of it is said now
 */
export function placeErrors(form, { errors }) {
  const placed = errors.map(({ pointer, detail }, i) => {
    const field = fieldsOf(form).find((one) => (one.dataset.pointer ?? `/${one.name}`) === pointer);
    if (field) {
      const text = document.createElement('span');
      text.className = 'field-error error-text small';
      text.id = `ty-field-error-${i}`;
      text.textContent = detail;
      (field.closest('label') ?? field).after(text);
      const described = field.getAttribute('aria-describedby') ?? '';
      field.dataset.described ??= described;
      field.setAttribute('aria-describedby', `${text.id} ${described}`.trim());
      field.setAttribute('aria-invalid', 'true');
    }
    return field;
  });
  fieldsOf(form).find((field) => placed.includes(field))?.focus();
  return errors.length > 0 && placed.every(Boolean);
}

/** @param {HTMLFormElement} form */
export function forgetErrors(form) {
  form.querySelectorAll('.field-error').forEach((text) => text.remove());
  for (const field of fieldsOf(form)) {
    if (field.dataset.described !== undefined) {
      field.removeAttribute('aria-invalid');
      field.setAttribute('aria-describedby', field.dataset.described);
      delete field.dataset.described;
    }
  }
}

/** @param {HTMLFormElement} form */
function fieldsOf(form) {
  return /** @type {Field[]} */ ([...form.elements].filter((field) => 'name' in field && field.name !== ''));
}
