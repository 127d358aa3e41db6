# module(NAME scheme SOURCES a.cpp b.cpp USES base LIBRARIES ICU::uc)
#
# One static library per folder of src/. A module sees only the headers of the modules it names in
# USES, because each module has an include root of its own that holds nothing but itself: an edge that
# is not declared does not compile. USES is not handed on, so `http` cannot reach `storage` through `main`.
#
# Unit tests stand beside the code: every SOURCES entry `x.cpp` with a neighbour `x_test.cpp` is compiled
# into the test program `unit_NAME`.
function(module)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;USES;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${ARG_NAME})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${ARG_NAME} SYMBOLIC)
  add_library(${ARG_NAME} STATIC ${ARG_SOURCES})
  target_include_directories(${ARG_NAME} PUBLIC ${root})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_USES} ${ARG_LIBRARIES})

  file(GLOB_RECURSE tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *_test.cpp)
  if(tests AND HOSHIRUBE_TESTS)
    add_executable(unit_${ARG_NAME} ${tests})
    target_link_libraries(unit_${ARG_NAME} PRIVATE ${ARG_NAME} ${ARG_USES} ${ARG_TEST_LIBRARIES} test_support GTest::gtest_main)
    target_compile_definitions(unit_${ARG_NAME} PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_compile_options(unit_${ARG_NAME} PRIVATE -O1) # Tests run once: what counts is how soon they are built.
    add_test(NAME unit_${ARG_NAME} COMMAND unit_${ARG_NAME})
    set_tests_properties(unit_${ARG_NAME} PROPERTIES LABELS unit)
  endif()
endfunction()
