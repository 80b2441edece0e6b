#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

namespace triand::channels {

// What a gateway said, read as its format asks, so that fields can be looked up in it by their path.
class Answer {
 public:
  enum class Format {
    json,  // a path is dotted: "data.tranId", "result.0.r"; "." is a document that is one scalar
    xml,   // a path is the local name of an element with text
    form,  // key=value&key=value; a path is a key
    text,  // "." is the whole, without blanks around it
  };

  // Of a text that cannot be read so no field is known. `status` is the field "http"; 0: there is none.
  Answer(Format format, std::string_view text, int status = 0);
  // A part of a JSON document.
  explicit Answer(const boost::json::value& part) : format_(Format::json), readable_(true), part_(&part) {}

  [[nodiscard]] bool readable() const { return readable_; }
  [[nodiscard]] std::optional<std::string> field(std::string_view path) const;
  // The value at a path of a JSON document; null when there is none. "" is the whole.
  [[nodiscard]] const boost::json::value* json(std::string_view path) const;

 private:
  Format format_;
  bool readable_ = false;
  boost::json::value document_;
  const boost::json::value* part_ = nullptr;                 // what a path starts from; null: document_
  std::vector<std::pair<std::string, std::string>> fields_;  // of xml, form and text
  int status_ = 0;
};

}  // namespace triand::channels
