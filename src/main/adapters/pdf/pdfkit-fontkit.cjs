// The very fontkit that pdfkit asks for: a module imported instead would be a second one, without the fonts we register.
module.exports = require('fontkit')
