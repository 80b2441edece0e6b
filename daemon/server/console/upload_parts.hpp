#pragma once

#include <string_view>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/literal.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What a form with a file is put together from.

// Opens one, its token first as read_upload_form() wants it; whoever opens it closes it.
void open_upload_form(Html& html, Literal action, std::string_view token);

// The field in which a file is chosen; its name is its id too. `accept`: endings. `described_by`: the id of what is said
// of it.
void put_file_field(Html& html, Literal name, Phrase label, Literal accept, Literal described_by,
                    Language language);

// Inside the form: where templates/console/upload.js shows how far the file has come, and the script. Without scripts
// the browser shows that itself.
void put_upload_progress(Html& html, Language language);

}  // namespace triand::server
