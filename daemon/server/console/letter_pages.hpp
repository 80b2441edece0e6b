#pragma once

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Letters, for operators: the batches, their hand-over and their printing once more, and what became of them.
void add_letter_pages(const PageDesk& desk);

}  // namespace triand::server
