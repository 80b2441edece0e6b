#pragma once

#include <array>
#include <span>
#include <string_view>

#include "daemon/server/route.hpp"

namespace triand::server {

// One member of a query or of a JSON body.
struct NotedField {
  enum class Kind { text, number, flag, texts };

  std::string_view name = {};  // empty: there are no more
  Kind kind = Kind::text;
  std::string_view says = {};
  bool required = false;
};

// What the API's own document says of a route beyond the table of routes, which knows its address, its role and who may
// call it. A test holds every word that a handler asks for against these.
struct RouteNotes {
  std::string_view method = {};
  std::string_view pattern = {};
  std::string_view id = {};  // the operation's name for programs that are made from the document
  std::string_view summary = {};
  std::string_view answer = {};  // the schema of the document; empty: see `media`
  std::string_view result = {};  // of an answer that is a job: the schema of what it ends with
  std::string_view media = {};   // content types, with commas between, of what is no document
  bool also_unready = false;     // answered with 503 as well
  // Of a list: the query's word for where to go on, and the answer's member that says it.
  std::string_view page_from = {};
  std::string_view page_next = {};
  bool free_body = false;  // the body's members are a channel's own affair
  std::array<NotedField, 9> query = {};
  std::array<NotedField, 7> body = {};
};

// The tables, one a file.
[[nodiscard]] std::span<const RouteNotes> campaign_notes();
[[nodiscard]] std::span<const RouteNotes> customer_notes();
[[nodiscard]] std::span<const RouteNotes> delivery_notes();
[[nodiscard]] std::span<const RouteNotes> service_notes();

// Null: nothing is noted of that route.
[[nodiscard]] const RouteNotes* notes_of(const Route& route);

// The fields that are there.
[[nodiscard]] std::span<const NotedField> fields_of(std::span<const NotedField> noted);

}  // namespace triand::server
