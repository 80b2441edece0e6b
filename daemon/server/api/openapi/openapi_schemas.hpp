#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace triand::server {

// A schema's name among the document's components, where no '/' may stand: "triand.error.v1".
[[nodiscard]] std::string component_of(std::string_view schema);

// {"$ref":…} to it.
[[nodiscard]] boost::json::object reference_to(std::string_view schema);

// What is promised of a document of that schema ("triand.error/v1"): its name, and the members of errors and jobs. The
// other members are the contract's and are added to without a new schema.
[[nodiscard]] boost::json::object schema_object(std::string_view schema);

}  // namespace triand::server
