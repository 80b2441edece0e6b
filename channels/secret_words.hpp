#pragma once

#include <string>

namespace triand::channels {

// Wherever the secret stands in a text that a gateway sent, it becomes "***". One of less than six bytes stays: it may
// well be part of an honest answer.
void hide_secret(const std::string& secret, std::string& text);

}  // namespace triand::channels
