#pragma once

#include <stdexcept>
#include <string>

namespace triand::store {

// The database cannot be used: a sentence that says which file, what is wrong and what to do.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The database could not be written just now (full disk, I/O error, locked by another program). What has to be
// recorded is kept and tried again; whoever asked for something new gets this.
class CannotRecord : public StoreError {
 public:
  using StoreError::StoreError;
};

// What was asked for does not exist.
class NotFound : public StoreError {
 public:
  using StoreError::StoreError;
};

// What was asked for cannot be done in the state that things are in.
class WrongState : public StoreError {
 public:
  using StoreError::StoreError;
};

// A rule forbids it (four eyes, a window that cannot be met).
class Refused : public StoreError {
 public:
  using StoreError::StoreError;
};

}  // namespace triand::store
